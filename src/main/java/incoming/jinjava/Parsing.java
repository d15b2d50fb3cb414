package incoming.jinjava;

import com.hubspot.jinjava.interpret.AutoCloseableSupplier.AutoCloseableImpl;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;

/** Reads a file into jinjava's nodes; the first error that jinjava would note is thrown. */
final class Parsing extends JinjavaInterpreter {
  private final String file;

  private Parsing(String file) {
    super(Jinja.ENGINE, new Context(Jinja.ENGINE.getGlobalContext()), Jinja.CONFIG);
    this.file = file;
  }

  /** The root of {@code text}. */
  static Node parse(String file, String text) {
    Parsing parsing = new Parsing(file);
    try (AutoCloseableImpl<JinjavaInterpreter> current = closeablePushCurrent(parsing).get()) {
      return current.value().parse(text);
    } catch (TemplateException e) {
      throw e;
    } catch (InterpretException e) {
      throw new TemplateException(file, e.getLineNumber(), e.getMessage());
    }
  }

  @Override
  public void addError(TemplateError error) {
    if (error != null) {
      String field = error.getFieldName();
      String more = field == null || error.getMessage().contains(field) ? "" : " (" + field + ")";
      throw new TemplateException(file, error.getLineno(), error.getMessage() + more);
    }
  }
}
