package incoming.dedup;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The right of one request to be the first with its hash, until it is settled or its lease ends.
 *
 * <p>Compared by identity: a claim that was taken over is another claim than its successor.
 */
final class Claim {
  private final byte[] hash;
  private final long at;
  private final long leaseEnd;
  private final CountDownLatch settled = new CountDownLatch(1);

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

  byte[] hash() {
    return hash;
  }

  /** The hash as the key of a map. */
  ByteBuffer key() {
    return ByteBuffer.wrap(hash);
  }

  long at() {
    return at;
  }

  boolean lapsed(long now) {
    return now >= leaseEnd;
  }

  void settle() {
    settled.countDown();
  }

  /** Waits until the claim is settled; {@code false} when that takes longer. */
  boolean awaitSettled(long nanos) throws InterruptedException {
    return settled.await(nanos, TimeUnit.NANOSECONDS);
  }
}
