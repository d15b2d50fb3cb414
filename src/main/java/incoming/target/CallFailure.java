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

  private final boolean retryable;
  private final Duration retryAfter;

  /**
   * A failure.
   *
   * @param message for the log: names the integration and the host, never a path or a secret
   * @param retryable whether the same call may succeed later: 408, 425, 429, 5xx, time-outs and
   *     broken connections
   * @param retryAfter what the target asked for with 429 or 503; {@code null} when it did not
   */
  public CallFailure(Problem problem, String message, boolean retryable, Duration retryAfter) {
    super(problem, message);
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  public boolean isRetryable() {
    return retryable;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
