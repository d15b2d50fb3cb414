package incoming.delivery;

/**
 * Spreads the calls of one integration evenly, so that no more than so many begin in a second.
 *
 * <p>Whoever wants to make a call takes the next free moment and waits for it by itself. Moments in
 * which nobody called are not saved up. Thread-safe.
 */
final class Rate {
  private final long intervalNanos;
  private long next;

  /**
   * At most so many calls a second.
   *
   * @param perSecond 0 for no limit
   * @param now nanoseconds of any origin, that of {@link #take}
   */
  Rate(double perSecond, long now) {
    this.intervalNanos = perSecond <= 0 ? 0 : (long) (1_000_000_000 / perSecond);
    this.next = now;
  }

  /** Takes the next moment for a call; answers how many nanoseconds from {@code now} it is. */
  synchronized long take(long now) {
    if (intervalNanos == 0) {
      return 0;
    }
    long moment = Math.max(next, now);
    next = moment + intervalNanos;
    return moment - now;
  }
}
