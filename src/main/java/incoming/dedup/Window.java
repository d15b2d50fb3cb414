package incoming.dedup;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.commons.api.BasicCache;

/**
 * The confirmed hashes, each with a window that starts again at its last request.
 *
 * <p>Every change is one compare-and-set of a {@link Row}; a row is never removed, it only stops to
 * count. Thread-safe. A failing cache throws whatever Infinispan throws, and nothing has changed.
 */
final class Window {
  private final BasicCache<byte[], byte[]> rows;
  private final Duration length;
  private final Clock clock;

  // A counter, as neighbours on disk that share their high bytes compress; from a random start, so
  // that no two runs share a nonce.
  private final AtomicLong nonce = new AtomicLong(new SecureRandom().nextLong());

  Window(BasicCache<byte[], byte[]> rows, Duration length, Clock clock) {
    this.rows = rows;
    this.length = length;
    this.clock = clock;
  }

  /** Whether {@code hash} was confirmed within the window. */
  boolean covers(byte[] hash) {
    byte[] stored = rows.get(hash);
    return stored != null && Row.of(stored).covers(clock.millis(), length);
  }

  /** Whether {@code hash} was confirmed within the window; if it was, the window starts again. */
  boolean renew(byte[] hash) {
    while (true) {
      byte[] stored = rows.get(hash);
      if (stored == null) {
        return false;
      }
      // Read after the row: whoever wins the compare-and-set last has then also the latest time.
      long now = clock.millis();
      Row row = Row.of(stored);
      if (!row.covers(now, length)) {
        return false;
      }
      if (row.last() == now || rows.replace(hash, stored, renewed(row, now))) {
        return true;
      }
    }
  }

  /** Opens the window of {@code hash} for a request that came {@code at} and has succeeded. */
  void open(byte[] hash, long at) {
    byte[] fresh = new Row(at, at, nonce.incrementAndGet()).bytes();
    while (true) {
      byte[] stored = rows.putIfAbsent(hash, fresh);
      if (stored == null) {
        return;
      }
      Row row = Row.of(stored);
      // Confirmed by a later request meanwhile: this one had lost its claim, and changes nothing.
      if (row.last() >= at) {
        return;
      }
      byte[] next = row.covers(at, length) ? renewed(row, at) : fresh;
      if (rows.replace(hash, stored, next)) {
        return;
      }
    }
  }

  private byte[] renewed(Row row, long now) {
    return row.renewed(now, nonce.incrementAndGet()).bytes();
  }
}
