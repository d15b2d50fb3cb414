package incoming.http;

/**
 * A failure inside a route that the sender is told as a {@link Problem}.
 *
 * <p>Only for places where Camel's contract knows no other way to say no (an idempotent repository,
 * a producer): the exchange must fail there, so that a claim is released. Elsewhere a refusal is a
 * value, see {@link Answer#refuse}. The message is for the log, the problem for the sender.
 */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  public ProblemException(Problem problem, String message) {
    this(problem, message, null);
  }

  /** What the sender is told. */
  public Problem problem() {
    return problem;
  }
}
