package incoming.jinjava;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;

/** Text of a template as it stands. */
final class Literal extends Node {
  private static final long serialVersionUID = 1L;

  private final transient OutputNode output;

  Literal(Node original, String text) {
    super(original.getMaster(), original.getLineNumber(), original.getStartPosition());
    this.output = new RenderedOutputNode(text);
  }

  @Override
  public OutputNode render(JinjavaInterpreter interpreter) {
    ((Rendering) interpreter).step();
    return output;
  }

  @Override
  public String getName() {
    return "literal";
  }
}
