package incoming.auth;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket: so many requests at once, and so many a second for ever.
 *
 * <p>Kept as one number, the time at which the bucket will be full again (the generic cell rate
 * algorithm of ITU-T I.371). Lock-free, and allocates nothing. Thread-safe.
 */
final class Bucket {
  private final long interval;
  private final long depth;
  private final AtomicLong full;

  /**
   * A full bucket.
   *
   * @param perSecond requests a second, more than 0
   * @param burst requests at once, 1 or more
   * @param now nanoseconds of any origin, that of {@link #take}
   */
  Bucket(double perSecond, int burst, long now) {
    this.interval = Math.max(1, (long) (1_000_000_000 / perSecond));
    this.depth = Math.multiplyExact(interval, (long) burst);
    this.full = new AtomicLong(now);
  }

  /** Takes one out; answers 0, or if there is none, after how many nanoseconds there will be. */
  long take(long now) {
    while (true) {
      long before = full.get();
      // Differences only: a clock of nanoseconds may run over.
      long filling = Math.max(0, before - now);
      long after = filling + interval;
      if (after > depth) {
        return after - depth;
      }
      if (full.compareAndSet(before, now + after)) {
        return 0;
      }
    }
  }
}
