package incoming.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.dedup.Claim;
import incoming.dedup.Deduplication;
import incoming.store.Slots;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events that are being put into their queues and of which it is not noted yet that their
 * request was accepted, in a file that a crash leaves as it was.
 *
 * <p>Whether such an event is in its queue is in doubt after a crash, and when the broker did not
 * answer: its request must not be taken again before somebody has looked. In the file an event has
 * a row with the hash of its request, and the time; rows outlive {@code kill -9}, and after a power
 * cut an event may be missing, whose request is then taken twice when it is sent again.
 * Thread-safe.
 */
final class Acceptances implements Closeable {
  private static final int ROW = 512;
  private static final int HASH = 16;

  /** What was sent and not answered comes into its queue within this time, or not at all. */
  private static final long SETTLING_MILLIS = 10_000;

  private final Slots slots;
  private final Map<Claim, Acceptance> unsettled = new ConcurrentHashMap<>();

  private Acceptances(Slots slots) {
    this.slots = slots;
  }

  /**
   * The acceptance of an event for the request that holds {@code claim}.
   *
   * @param doubtfulAt epoch milliseconds from when on it is in doubt unless its claim is settled
   */
  record Acceptance(Claim claim, String eventId, String integration, long doubtfulAt) {}

  /** Opens {@code path}, which is made if it is missing. */
  static Acceptances open(Path path) throws IOException {
    return new Acceptances(Slots.open(path, ROW));
  }

  /** Takes what a process before has left as doubtful. */
  void resume(Deduplication deduplication) {
    slots.left().forEach((slot, row) -> resume(deduplication, slot, ByteBuffer.wrap(row)));
  }

  private void resume(Deduplication deduplication, int slot, ByteBuffer row) {
    long at = row.getLong();
    byte[] hash = new byte[HASH];
    row.get(hash);
    String eventId = new UUID(row.getLong(), row.getLong()).toString();
    byte[] name = new byte[Byte.toUnsignedInt(row.get())];
    row.get(name);
    deduplication
        .reclaim(hash, at)
        .ifPresentOrElse(
            claim -> follow(new Acceptance(claim, eventId, new String(name, UTF_8), at), slot),
            () -> slots.free(slot));
  }

  private void follow(Acceptance acceptance, int slot) {
    Claim claim = acceptance.claim();
    unsettled.put(claim, acceptance);
    claim.whenSettled(
        () -> {
          unsettled.remove(claim);
          slots.free(slot);
        });
  }

  /** Notes that an event is about to be sent to its queue, until its claim is settled. */
  void begin(Claim claim, String eventId, String integration, long now) {
    int slot = slots.take(row(claim, UUID.fromString(eventId), integration.getBytes(UTF_8)));
    follow(new Acceptance(claim, eventId, integration, now + SETTLING_MILLIS), slot);
  }

  private static byte[] row(Claim claim, UUID eventId, byte[] name) {
    return ByteBuffer.allocate(3 * Long.BYTES + HASH + 1 + name.length)
        .putLong(claim.at())
        .put(claim.hash())
        .putLong(eventId.getMostSignificantBits())
        .putLong(eventId.getLeastSignificantBits())
        .put((byte) name.length)
        .put(name)
        .array();
  }

  /** Those that are in doubt by {@code now}. */
  List<Acceptance> doubtful(long now) {
    return unsettled.values().stream().filter(one -> one.doubtfulAt <= now).toList();
  }

  @Override
  public void close() throws IOException {
    slots.close();
  }
}
