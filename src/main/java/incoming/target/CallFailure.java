package incoming.target;

import incoming.http.Problem;
import incoming.http.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that a target did not answer with 2xx.
 *
 * <p>Where the sender waits for the target it is told the {@link #problem}; where the event waits
 * in the queue the rest decides what becomes of it.
 */
public final class CallFailure extends ProblemException {
  private static final long serialVersionUID = 1L;

  /** Whose doing a failure is, which tells what it says of the calls that come after it. */
  public enum Origin {
    /** The target's: it was called, and answered otherwise than with 2xx or not at all. */
    TARGET,
    /** Of what proves who calls, such as a token endpoint; the target was not called. */
    CREDENTIALS,
    /**
     * This process's or the event's: all connections are in use, there is no URL for the event, or
     * its address may not be called. It says nothing of the target, which was not called.
     */
    HERE
  }

  private final Origin origin;
  private final boolean retryable;
  private final Duration retryAfter;

  /**
   * A failure.
   *
   * @param message for the log: names the integration and the host, never a path or a secret
   * @param retryable whether the same call may succeed later: 408, 425, 429, 5xx, time-outs, broken
   *     connections, and when there was no connection to be had
   * @param retryAfter what the target asked for with 429 or 503; {@code null} when it did not
   */
  public CallFailure(
      Problem problem, String message, Origin origin, boolean retryable, Duration retryAfter) {
    super(problem, message);
    this.origin = origin;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  public Origin origin() {
    return origin;
  }

  public boolean isRetryable() {
    return retryable;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
