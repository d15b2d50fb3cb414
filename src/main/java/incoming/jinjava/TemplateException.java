package incoming.jinjava;

import com.hubspot.jinjava.interpret.InterpretException;

/**
 * A template that cannot be loaded or rendered; the message is {@code file:line: what is wrong}.
 *
 * <p>An {@link InterpretException}, because jinjava's tags let only those pass unchanged. The
 * message names places and names of the template and of the event, never a value of the event.
 */
public final class TemplateException extends InterpretException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String what;

  TemplateException(String file, int line, String what) {
    super(file + ":" + line + ": " + what, line);
    this.file = file;
    this.what = what;
  }

  /** The template's file, relative to the folder of the templates; {@code inline} if in a route. */
  public String file() {
    return file;
  }

  /** What is wrong, without the place. */
  public String what() {
    return what;
  }
}
