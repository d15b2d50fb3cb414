package incoming.route;

/** Why Camel refuses something, without the route that it repeats around the reason. */
final class Reason {
  private static final int LONGEST = 400;

  private Reason() {}

  /** The innermost message that tells more than a value. */
  static String of(Throwable failure) {
    String reason = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && (cause == failure || speaks(cause))) {
        reason = cause.getMessage();
      }
    }
    return reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
  }

  /** The Java library's own exceptions have a path or a number for a message. */
  private static boolean speaks(Throwable cause) {
    return cause.getClass().equals(IllegalArgumentException.class)
        || cause.getClass().equals(IllegalStateException.class)
        || !cause.getClass().getName().startsWith("java.");
  }
}
