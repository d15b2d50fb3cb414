package incoming.jinjava;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;

/** An expression of a template, whose value is written as its place demands. */
final class Value extends Node {
  private static final long serialVersionUID = 1L;

  private final transient Expression expression;
  private final transient Escaping escaping;

  Value(Node original, Expression expression, Escaping escaping) {
    super(original.getMaster(), original.getLineNumber(), original.getStartPosition());
    this.expression = expression;
    this.escaping = escaping;
  }

  @Override
  public OutputNode render(JinjavaInterpreter interpreter) {
    Rendering rendering = (Rendering) interpreter;
    rendering.step(this);
    Object value = rendering.evaluate(expression);
    rendering.setLineNumber(getLineNumber());
    StringBuilder out = new StringBuilder();
    escaping.write(value, out);
    return new RenderedOutputNode(out.toString());
  }

  @Override
  public String getName() {
    return "value";
  }
}
