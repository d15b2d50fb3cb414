package incoming.dedup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.Exchange;

/**
 * Names the one acceptance of a hash that a claim allows, for a queue that must not take the same
 * request twice when its sender tries again after a crash.
 *
 * <p>24 bytes: the hash, and the start of the window's length of time in which the claim was made,
 * mixed with the identity of the store. Two claims on one hash have the same id when they follow
 * each other within that time, and never when the second is new again because the window of the
 * first has passed, be it after the setting was changed, or because the store was deleted. What
 * falls on two sides of a boundary has two ids: a retry after a crash is then queued twice.
 */
final class AcceptanceId {
  private static final String PROPERTY = "IncomingAcceptance";

  private final long window;
  private final long store;

  /**
   * Ids of the store with this identity.
   *
   * @param window in milliseconds
   */
  AcceptanceId(long window, long store) {
    this.window = window;
    this.store = store;
  }

  /** Ids of the store in {@code directory}, which is open, so that RocksDB has named it. */
  static AcceptanceId in(Path directory, DedupSettings settings) throws IOException {
    byte[] identity = Files.readAllBytes(directory.resolve("IDENTITY"));
    // 31 of 64 bits would do: what must differ is one store and the one that takes its place.
    return new AcceptanceId(settings.window().toMillis(), (long) Arrays.hashCode(identity) << 16);
  }

  /** Notes the id of {@code claim} on {@code exchange}. */
  void note(Claim claim, Exchange exchange) {
    exchange.setProperty(PROPERTY, of(claim));
  }

  /** The id that was noted last, or {@code null}. */
  static byte[] noted(Exchange exchange) {
    return exchange.getProperty(PROPERTY, byte[].class);
  }

  byte[] of(Claim claim) {
    long start = claim.at() - claim.at() % window;
    return ByteBuffer.allocate(HashKey.LENGTH + Long.BYTES)
        .put(claim.hash())
        .putLong(start ^ store)
        .array();
  }
}
