package incoming.delivery;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that are in work, in a file that a crash leaves as it was: one that was in work each
 * time that the process ended may be the cause. The broker's own count does not tell, because it
 * forgets that of a message in a page, and counts one that only waited in its place.
 *
 * <p>The file has a row of 24 bytes for each: event id, attempts that ended with the process,
 * whether it is in work. It outlives {@code kill -9}; after a power cut a count may be lower. A row
 * goes once an attempt has ended otherwise; a file that cannot be written does not stop deliveries.
 * Thread-safe.
 */
final class Underway implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Underway.class);
  private static final int ROW = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final FileChannel file;
  private final Map<UUID, Mark> cutOff = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int rows;
  private boolean failing;

  private Underway(FileChannel file) {
    this.file = file;
  }

  /**
   * An event in work.
   *
   * @param cutOff attempts that ended with the process, this one not among them
   */
  record Mark(UUID eventId, int row, int cutOff) {}

  /** Opens {@code path}, which is made if it is missing. */
  static Underway open(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Underway underway = new Underway(FileChannel.open(path, CREATE, READ, WRITE));
    try {
      underway.read();
      return underway;
    } catch (IOException e) {
      underway.file.close();
      throw e;
    }
  }

  private void read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE - 8));
    while (all.hasRemaining() && file.read(all) >= 0) {
      // until the end
    }
    all.flip();
    for (; all.remaining() >= ROW; rows++) {
      UUID eventId = new UUID(all.getLong(), all.getLong());
      Mark mark = new Mark(eventId, rows, all.getInt() + all.getInt());
      if (mark.cutOff > 0) {
        cutOff.put(eventId, mark);
        write(mark, false);
      } else {
        free.add(rows);
      }
    }
  }

  /** Notes that an attempt begins; to be given to {@link #end}. */
  synchronized Mark begin(String eventId) {
    UUID id = UUID.fromString(eventId);
    Mark before = cutOff.remove(id);
    Mark mark = before == null ? new Mark(id, free.isEmpty() ? rows++ : free.pop(), 0) : before;
    survive(() -> write(mark, true));
    return mark;
  }

  /** Notes that an attempt has ended, and the process has not. */
  synchronized void end(Mark mark) {
    free.push(mark.row);
    survive(() -> write(new Mark(mark.eventId, mark.row, 0), false));
  }

  private void write(Mark mark, boolean inWork) throws IOException {
    ByteBuffer row =
        ByteBuffer.allocate(ROW)
            .putLong(mark.eventId.getMostSignificantBits())
            .putLong(mark.eventId.getLeastSignificantBits())
            .putInt(mark.cutOff)
            .putInt(inWork ? 1 : 0)
            .flip();
    long at = (long) mark.row * ROW;
    while (row.hasRemaining()) {
      at += file.write(row, at);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void survive(Writing writing) {
    try {
      writing.run();
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("which events are in work cannot be written down: {}", e.toString());
      }
      failing = true;
    }
  }

  /** Those still in work were not cut off by a crash. */
  @Override
  public synchronized void close() throws IOException {
    try (file) {
      file.truncate(0);
      for (Mark mark : cutOff.values()) {
        write(mark, false);
      }
    }
  }
}
