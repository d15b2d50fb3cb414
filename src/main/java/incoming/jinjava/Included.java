package incoming.jinjava;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;

/** The nodes of another file, put in the place of its {@code include} when the template loads. */
final class Included extends Node {
  private static final long serialVersionUID = 1L;

  private final String file;

  Included(Node original, String file) {
    super(original.getMaster(), original.getLineNumber(), original.getStartPosition());
    this.file = file;
  }

  @Override
  public OutputNode render(JinjavaInterpreter interpreter) {
    Rendering rendering = (Rendering) interpreter;
    String outer = rendering.enter(file);
    StringBuilder out = new StringBuilder();
    for (Node child : getChildren()) {
      out.append(child.render(interpreter).getValue());
      Limits.checkLength(out.length());
    }
    rendering.enter(outer);
    return new RenderedOutputNode(out.toString());
  }

  @Override
  public String getName() {
    return "include";
  }
}
