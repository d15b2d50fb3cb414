package incoming.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * Knows whether the target of one integration answers at all, and keeps events from being thrown at
 * one that does not.
 *
 * <p>After some failures in a row, none of them a fault of the event, and no answer for a second,
 * it is open: one event at a time is tried, with a pause before each that doubles up to half a
 * minute; the others stay in the queue, untouched and on disk. The first call that the target
 * answers closes it. A target that asks for time with {@code Retry-After} gets it, whatever the
 * failures so far.
 *
 * <p>Thread-safe.
 */
final class Breaker {
  private static final int FAILURES = 5;
  private static final long MAX_PAUSE_MILLIS = 30_000;

  /** A target that has answered so lately does answer, only not to every event. */
  private static final long LATELY_MILLIS = 1_000;

  private final RetryPolicy policy;
  private int failures;
  private long answeredAt = Long.MIN_VALUE / 2;
  private boolean open;
  private long quietUntil;

  Breaker(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * The target has answered at {@code now}, be it that it does not want the event; tells whether
   * that closes the breaker.
   */
  synchronized boolean answered(long now) {
    boolean closes = open;
    open = false;
    failures = 0;
    answeredAt = now;
    return closes;
  }

  /**
   * The target did not answer, or cannot take events at {@code now}; tells whether that opens the
   * breaker.
   */
  synchronized boolean failed(long now, Optional<Duration> asked) {
    failures++;
    asked.ifPresent(
        time -> {
          long wait = Math.min(time.toMillis(), policy.longest().toMillis());
          quietUntil = Math.max(quietUntil, now + wait);
        });
    if (open || failures < FAILURES || now - answeredAt < LATELY_MILLIS) {
      return false;
    }
    open = true;
    failures = FAILURES; // however many more there were in that time: the pauses begin small
    return true;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** Milliseconds from {@code now} that are left of the time which the target has asked for. */
  synchronized long quietMillis(long now) {
    return Math.max(0, quietUntil - now);
  }

  /** Milliseconds from {@code now} in which the target is not to be called. */
  synchronized long pause(long now, double chance) {
    long asked = quietMillis(now);
    return open
        ? Math.max(
            asked, Math.min(policy.backoff(failures - FAILURES + 1, chance), MAX_PAUSE_MILLIS))
        : asked;
  }
}
