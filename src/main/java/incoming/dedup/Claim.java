package incoming.dedup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The right of one request to be the first with its hash, until it is settled or its lease ends.
 *
 * <p>Compared by identity: a claim that was taken over is another claim than its successor.
 * Thread-safe.
 */
public final class Claim {
  private final byte[] hash;
  private final long at;
  private final long leaseEnd;
  private final CountDownLatch settled = new CountDownLatch(1);
  private List<Runnable> after = List.of();
  private volatile boolean kept;
  private volatile boolean held;
  private volatile boolean first;

  /**
   * A claim on {@code hash} of a request that came {@code at}, in epoch milliseconds.
   *
   * @param lease in milliseconds
   */
  Claim(byte[] hash, long at, long lease) {
    this.hash = hash;
    this.at = at;
    this.leaseEnd = at + lease;
  }

  /** 16 bytes, not to be changed. */
  public byte[] hash() {
    return hash;
  }

  /** The hash as the key of a map. */
  ByteBuffer key() {
    return ByteBuffer.wrap(hash);
  }

  /** When the request came, in epoch milliseconds. */
  public long at() {
    return at;
  }

  /**
   * Keeps the claim beyond its request and its lease, since it is not known whether the request has
   * succeeded: until {@link Deduplication#settle}.
   */
  public void keep() {
    kept = true;
  }

  boolean isKept() {
    return kept;
  }

  /** Runs {@code task}, which must not fail, once the claim is settled; at once if it is. */
  public void whenSettled(Runnable task) {
    if (!postpone(task)) {
      task.run();
    }
  }

  private synchronized boolean postpone(Runnable task) {
    if (settled.getCount() == 0) {
      return false;
    }
    after =
        after.isEmpty() ? List.of(task) : Stream.concat(after.stream(), Stream.of(task)).toList();
    return true;
  }

  /** Nobody takes this claim over any more. */
  void hold() {
    held = true;
  }

  /** Notes what was known of the hash once it was claimed. */
  void found(Window.Found found) {
    first = found == Window.Found.NOTHING;
  }

  /** Whether the hash had no row once it was claimed. */
  boolean isFirst() {
    return first;
  }

  boolean lapsed(long now) {
    return !kept && !held && now >= leaseEnd;
  }

  void settle() {
    List<Runnable> due;
    synchronized (this) {
      settled.countDown();
      due = after;
      after = List.of();
    }
    due.forEach(Runnable::run);
  }

  /** Waits until the claim is settled; {@code false} when that takes longer. */
  boolean awaitSettled(long nanos) throws InterruptedException {
    return settled.await(nanos, TimeUnit.NANOSECONDS);
  }
}
