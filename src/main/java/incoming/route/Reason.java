package incoming.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.TypeConversionException;

/** Why Camel refuses something, without the route that it repeats around the reason. */
public final class Reason {
  private static final int LONGEST = 400;

  private Reason() {}

  /** The innermost message that tells more than a value. */
  public static String of(Throwable failure) {
    String reason = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PropertyBindingException binding && binding.getPropertyName() != null) {
        // Its own message has the whole bean, and a value that may be secret.
        reason = binding.getPropertyName() + ": " + problem(binding);
        break;
      } else if (cause instanceof IOException && failure instanceof UncheckedIOException) {
        reason += reason.contains(cause.toString()) ? "" : " (" + cause + ")";
      } else if (cause.getMessage() != null && (cause == failure || speaks(cause))) {
        // One that ends with its cause's message has put before it what that is about.
        reason = reason.endsWith(": " + cause.getMessage()) ? reason : cause.getMessage();
      }
    }
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  private static String problem(PropertyBindingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TypeConversionException wrong) {
        return "this is not a value of the type " + wrong.getToType().getSimpleName();
      }
    }
    return failure.getCause() == null ? "there is no such option" : of(failure.getCause());
  }

  /** The Java library's own exceptions have a path or a number for a message. */
  private static boolean speaks(Throwable cause) {
    return cause.getClass().equals(IllegalArgumentException.class)
        || cause.getClass().equals(IllegalStateException.class)
        || !cause.getClass().getName().startsWith("java.");
  }
}
