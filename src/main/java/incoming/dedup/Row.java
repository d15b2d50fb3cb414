package incoming.dedup;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What is remembered of one confirmed hash, 24 bytes in the cache and on disk.
 *
 * <p>The row itself decides whether its window is open. No deadline that a cache or a store keeps
 * beside it is trusted, because Infinispan 16.0.14 keeps the old one when an entry that was
 * overwritten is evicted or its node restarts (its issue 17915).
 *
 * @param first when the request that opened the window came, in epoch milliseconds
 * @param last when the latest request with this hash came, in epoch milliseconds
 * @param nonce different in every row ever written, so that none is taken for another one that says
 *     the same
 */
record Row(long first, long last, long nonce) {
  static final int LENGTH = 24;

  static Row of(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    return new Row(in.getLong(), in.getLong(), in.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(first).putLong(last).putLong(nonce).array();
  }

  /**
   * Whether a request at {@code now} falls within the window. A {@code last} that lies ahead, left
   * by a clock that was set back since, counts as just now.
   */
  boolean covers(long now, Duration window) {
    return now - last < window.toMillis();
  }

  /** The same hash, seen again at {@code now}. */
  Row renewed(long now, long newNonce) {
    return new Row(first, now, newNonce);
  }
}
