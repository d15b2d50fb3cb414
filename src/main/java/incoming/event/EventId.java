package incoming.event;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Issues event ids: UUIDv7, of which each is greater than the one before.
 *
 * <p>The 12 bits behind the milliseconds count the ids of one millisecond; more than 4,096 borrow
 * from the next. The other 62 bits are random. When the clock goes back by more than ten seconds
 * the ids go back with it. Not ordered between processes. Source: RFC 9562, sections 5.7 and 6.2
 * (method 1). Thread-safe.
 */
final class EventId {
  private static final int COUNTER_BITS = 12;
  private static final long MAX_AHEAD_MILLIS = 10_000;

  private final Random random;
  private final AtomicLong last = new AtomicLong();

  /** Ids from this source of randomness. */
  EventId(Random random) {
    this.random = random;
  }

  /** A new id for what happened at {@code millis}, epoch milliseconds. */
  String next(long millis) {
    long fresh = millis << COUNTER_BITS;
    long stamp = last.updateAndGet(before -> follow(before, fresh));
    long high = (stamp >>> COUNTER_BITS << 16) | 0x7000 | (stamp & 0xFFF);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }

  private static long follow(long before, long fresh) {
    boolean clockWentBack = before - fresh > MAX_AHEAD_MILLIS << COUNTER_BITS;
    return clockWentBack ? fresh : Math.max(before + 1, fresh);
  }
}
