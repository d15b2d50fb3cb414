package incoming.cli;

/**
 * A command has not done what it was asked to: exit code 1, with the message on standard error.
 *
 * <p>An exception, because that is how picocli hands a failure to the one place that prints it.
 */
final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  FailedException(String message) {
    this(message, 0);
  }

  /** {@code status} is that of the API's answer. */
  FailedException(String message, int status) {
    super(message);
    this.status = status;
  }

  /** Whether the API says that there is no such thing. */
  boolean isNotFound() {
    return status == 404;
  }
}
