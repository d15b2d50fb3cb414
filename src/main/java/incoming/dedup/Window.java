package incoming.dedup;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.commons.api.BasicCache;

/**
 * The confirmed hashes, each with a window that starts again at its last request.
 *
 * <p>Every change is one computation on a {@link Row}, which Infinispan makes one at a time for
 * each hash; not a {@code replace}, to whose row it gives a version of its own, kept on disk in
 * four times the space and marshalled every time. A row is never removed, it only stops to count.
 * Thread-safe. A failing cache throws whatever Infinispan throws, and nothing has changed.
 */
final class Window {
  private final BasicCache<byte[], byte[]> rows;
  private final BasicCache<byte[], byte[]> unread;
  private final Duration length;
  private final Clock clock;

  // A counter, as neighbours on disk that share their high bytes compress; from a random start, so
  // that no two runs share a nonce.
  private final AtomicLong nonce = new AtomicLong(new SecureRandom().nextLong());

  /** What was known of a hash when it was looked up. */
  enum Found {
    /** It has no row. */
    NOTHING,
    /** It was confirmed, and its window is over. */
    OVER,
    /** It was confirmed within the window, which has started again. */
    COVERED
  }

  /**
   * Windows over {@code rows}.
   *
   * @param unread the same rows, written without a look at what was there
   */
  Window(
      BasicCache<byte[], byte[]> rows,
      BasicCache<byte[], byte[]> unread,
      Duration length,
      Clock clock) {
    this.rows = rows;
    this.unread = unread;
    this.length = length;
    this.clock = clock;
  }

  /** Whether {@code hash} was confirmed within the window. */
  boolean covers(byte[] hash) {
    byte[] stored = rows.get(hash);
    return stored != null && isCovered(stored);
  }

  /** Looks {@code hash} up; if it was confirmed within the window, that starts again. */
  Found renew(byte[] hash) {
    // Looked up by itself, as most are new, and a computation takes a lock and more. It leaves the
    // row in memory, where the computation finds it.
    byte[] stored = rows.get(hash);
    if (stored != null && isToBeRenewed(stored)) {
      stored = rows.computeIfPresent(hash, (same, present) -> renewed(present));
    }
    if (stored == null) {
      return Found.NOTHING;
    }
    return isCovered(stored) ? Found.COVERED : Found.OVER;
  }

  private boolean isToBeRenewed(byte[] stored) {
    long now = clock.millis();
    Row row = Row.of(stored);
    return row.covers(now, length) && row.last() != now;
  }

  private byte[] renewed(byte[] stored) {
    // Read here, where the row stands still: whoever comes last leaves the latest time.
    long now = clock.millis();
    Row row = Row.of(stored);
    return row.covers(now, length) ? renewed(row, now) : stored;
  }

  private boolean isCovered(byte[] stored) {
    return Row.of(stored).covers(clock.millis(), length);
  }

  /**
   * Opens the window of {@code hash} as {@link #open} does; only for one that had no row, and that
   * nobody else can have written since.
   */
  void openFirst(byte[] hash, long at) {
    unread.put(hash, fresh(at));
  }

  /** Opens the window of {@code hash} for a request that came {@code at} and has succeeded. */
  void open(byte[] hash, long at) {
    rows.compute(hash, (same, present) -> present == null ? fresh(at) : opened(present, at));
  }

  private byte[] opened(byte[] stored, long at) {
    Row row = Row.of(stored);
    // Confirmed by a later request meanwhile: this one had lost its claim, and changes nothing.
    if (row.last() >= at) {
      return stored;
    }
    return row.covers(at, length) ? renewed(row, at) : fresh(at);
  }

  private byte[] fresh(long at) {
    return new Row(at, at, nonce.incrementAndGet()).bytes();
  }

  private byte[] renewed(Row row, long now) {
    return row.renewed(now, nonce.incrementAndGet()).bytes();
  }
}
