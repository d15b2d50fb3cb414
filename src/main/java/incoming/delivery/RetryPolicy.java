package incoming.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * When an event that could not be delivered is tried again: after {@code first}, then twice as long
 * each time up to {@code longest}, each a fifth longer or shorter by chance, so that the events of
 * one outage do not come back all at once.
 *
 * @param period since the first attempt in which it is tried again; then it is a dead letter
 */
record RetryPolicy(Duration first, Duration longest, Duration period) {
  private static final double JITTER = 0.2;
  private static final int MAX_DOUBLINGS = 30;

  /**
   * How long to wait after so many {@code attempts}, at {@code now}; empty when it was tried long
   * enough. The last attempt is made at the end of the period.
   *
   * @param asked what the target asked for; it is waited for even where that is longer
   * @param chance from 0 to 1
   */
  Optional<Duration> next(
      int attempts, long firstAttemptAt, long now, Optional<Duration> asked, double chance) {
    long left = firstAttemptAt + period.toMillis() - now;
    if (left <= 0) {
      return Optional.empty();
    }
    long wait = Math.max(backoff(attempts, chance), asked.map(Duration::toMillis).orElse(0L));
    return Optional.of(Duration.ofMillis(Math.min(wait, left)));
  }

  /** Milliseconds to wait after so many failures in a row. */
  long backoff(int failures, double chance) {
    int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
    double wait =
        Math.min(Math.scalb((double) first.toMillis(), doublings), (double) longest.toMillis());
    return Math.max(1, (long) (wait * (1 - JITTER + 2 * JITTER * chance)));
  }
}
