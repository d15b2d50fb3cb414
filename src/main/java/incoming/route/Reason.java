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
    Throwable told = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PropertyBindingException binding && binding.getPropertyName() != null) {
        // Its own message has the whole bean, and a value that may be secret.
        reason = binding.getPropertyName() + ": " + problem(binding);
        break;
      } else if (cause instanceof ClassNotFoundException && cause.getMessage() != null) {
        reason = "there is no class " + cause.getMessage();
        break;
      } else if (cause instanceof IOException && failure instanceof UncheckedIOException) {
        reason += reason.contains(cause.toString()) ? "" : " (" + cause + ")";
      } else if (cause.getMessage() != null && (cause == failure || speaks(cause))) {
        reason = isToldBy(told, cause) ? reason : cause.getMessage();
        told = cause;
      }
    }
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  /** Whether {@code outer}, of ours, says the same as its cause and what that is about. */
  private static boolean isToldBy(Throwable outer, Throwable cause) {
    return outer != cause
        && outer.getClass().equals(IllegalArgumentException.class)
        && String.valueOf(outer.getMessage()).endsWith(": " + cause.getMessage());
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
