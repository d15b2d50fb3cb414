package incoming.delivery;

import incoming.store.Slots;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events that are in work, in a file that a crash leaves as it was: one that was in work each
 * time that the process ended may be the cause. The broker's own count does not tell, because it
 * forgets that of a message in a page, and counts one that only waited in its place.
 *
 * <p>Outlives {@code kill -9}; after a power cut a count may be lower. A count goes once an attempt
 * has ended otherwise. Thread-safe.
 */
final class Underway implements Closeable {
  private static final int ROW = 32;

  private final Slots slots;
  private final Map<UUID, Mark> cutOff = new HashMap<>();
  private final Map<UUID, Mark> inWork = new ConcurrentHashMap<>();

  private Underway(Slots slots) {
    this.slots = slots;
  }

  /**
   * An event in work.
   *
   * @param cutOff attempts that ended with the process, this one not among them
   */
  record Mark(UUID eventId, int slot, int cutOff) {}

  /** Opens {@code path}, which is made if it is missing. */
  static Underway open(Path path) throws IOException {
    Underway underway = new Underway(Slots.open(path, ROW));
    underway.slots.left().forEach(underway::resume);
    return underway;
  }

  private void resume(int slot, byte[] row) {
    ByteBuffer content = ByteBuffer.wrap(row);
    UUID eventId = new UUID(content.getLong(), content.getLong());
    Mark mark = new Mark(eventId, slot, content.getInt() + content.get());
    write(mark, false);
    cutOff.put(eventId, mark);
  }

  /** Notes that an attempt begins; to be given to {@link #end}. */
  Mark begin(String eventId) {
    UUID id = UUID.fromString(eventId);
    Mark mark = before(id);
    if (mark == null) {
      mark = new Mark(id, slots.take(row(id, 0, true)), 0);
    } else {
      write(mark, true);
    }
    inWork.put(id, mark);
    return mark;
  }

  private synchronized Mark before(UUID id) {
    return cutOff.isEmpty() ? null : cutOff.remove(id);
  }

  /** Notes that an attempt has ended, and the process has not. */
  void end(Mark mark) {
    slots.free(mark.slot);
    inWork.remove(mark.eventId);
  }

  /** Whether an attempt to deliver {@code eventId} goes on. */
  boolean holds(String eventId) {
    return inWork.containsKey(UUID.fromString(eventId));
  }

  private void write(Mark mark, boolean working) {
    slots.put(mark.slot, row(mark.eventId, mark.cutOff, working));
  }

  private static byte[] row(UUID eventId, int cutOff, boolean working) {
    return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + 1)
        .putLong(eventId.getMostSignificantBits())
        .putLong(eventId.getLeastSignificantBits())
        .putInt(cutOff)
        .put((byte) (working ? 1 : 0))
        .array();
  }

  /** Those still in work were not cut off by a crash. */
  @Override
  public void close() throws IOException {
    inWork.values().forEach(mark -> slots.free(mark.slot));
    slots.close();
  }
}
