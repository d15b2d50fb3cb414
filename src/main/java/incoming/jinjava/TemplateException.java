package incoming.jinjava;

import com.hubspot.jinjava.interpret.InterpretException;

/**
 * A template that cannot be loaded or rendered; the message is {@code file:line: what is wrong}.
 *
 * <p>An {@link InterpretException}, because jinjava's tags let only those pass unchanged. The
 * message names places and names of the template and of the event, never a value of the event.
 */
final class TemplateException extends InterpretException {
  private static final long serialVersionUID = 1L;

  TemplateException(String file, int line, String what) {
    super(file + ":" + line + ": " + what, line);
  }
}
