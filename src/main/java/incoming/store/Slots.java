package incoming.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of slots for what is in work: what was in them when the process died is there at the next
 * start.
 *
 * <p>To take a slot and to free it is a copy in memory that outlives {@code kill -9}; nothing is
 * synced, so that after a power cut a slot may be as it was at any moment before. The file is as
 * long as the most slots that were in use at a time. A file that cannot be made longer is told of
 * once, and what does not fit is not kept: nobody is to be stopped by it. Thread-safe; one slot is
 * written by one thread at a time.
 */
public final class Slots implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

  /** No slot: what it would hold is not kept. */
  public static final int NONE = -1;

  private static final int SEGMENT = 64;
  private static final byte TAKEN = 1;

  private final Path path;
  private final RandomAccessFile file;
  private final int length;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Map<Integer, byte[]> left = new TreeMap<>();
  private volatile MappedByteBuffer[] segments = {};
  private boolean full;

  private Slots(Path path, RandomAccessFile file, int length) {
    this.path = path;
    this.file = file;
    this.length = length;
  }

  /**
   * Opens {@code path}, which one process at a time can use; made if missing.
   *
   * @param length of a slot in bytes, one of which is not for its content: a power of two, so that
   *     no slot lies on two pages of memory
   */
  public static Slots open(Path path, int length) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      Slots slots = new Slots(path, file, length);
      slots.read();
      return slots;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void read() throws IOException {
    long whole = file.length() / segmentLength();
    for (int i = 0; i < whole; i++) {
      MappedByteBuffer segment = map(i);
      for (int slot = i * SEGMENT; slot < (i + 1) * SEGMENT; slot++) {
        int at = slot % SEGMENT * length;
        if (segment.get(at) == TAKEN) {
          byte[] content = new byte[length - 1];
          segment.get(at + 1, content);
          left.put(slot, content);
        } else {
          free.add(slot);
        }
      }
    }
  }

  /** What was in slots when the file was opened, by slot; they are in use until they are freed. */
  public Map<Integer, byte[]> left() {
    return left;
  }

  /** Keeps {@code content} in a slot of its own until it is freed; {@link #NONE} when it cannot. */
  public int take(byte[] content) {
    int slot = next();
    if (slot != NONE) {
      put(slot, content);
    }
    return slot;
  }

  /** Keeps other content in a slot that is in use; between the two it may be free. */
  public void put(int slot, byte[] content) {
    if (slot == NONE) {
      return;
    }
    MappedByteBuffer segment = segments[slot / SEGMENT];
    int at = slot % SEGMENT * length;
    segment.put(at, (byte) 0);
    VarHandle.releaseFence();
    segment.put(at + 1, content);
    // A process that dies here has written the content before it says so.
    VarHandle.releaseFence();
    segment.put(at, TAKEN);
  }

  /** Forgets what is in {@code slot}. */
  public void free(int slot) {
    if (slot == NONE) {
      return;
    }
    segments[slot / SEGMENT].put(slot % SEGMENT * length, (byte) 0);
    synchronized (this) {
      free.push(slot);
    }
  }

  private synchronized int next() {
    if (free.isEmpty()) {
      grow();
    }
    return free.isEmpty() ? NONE : free.pop();
  }

  private void grow() {
    try {
      int next = segments.length;
      // Written, not only mapped: a full disk is to be an exception here, not a signal later.
      file.seek(next * segmentLength());
      file.write(new byte[(int) segmentLength()]);
      map(next);
      for (int slot = (next + 1) * SEGMENT - 1; slot >= next * SEGMENT; slot--) {
        free.push(slot);
      }
      full = false;
    } catch (IOException e) {
      if (!full) {
        LOG.warn("{}: what is in work cannot be written down: {}", path, e.toString());
      }
      full = true;
    }
  }

  private MappedByteBuffer map(int segment) throws IOException {
    MappedByteBuffer mapped =
        file.getChannel().map(MapMode.READ_WRITE, segment * segmentLength(), segmentLength());
    MappedByteBuffer[] all = Arrays.copyOf(segments, segment + 1);
    all[segment] = mapped;
    segments = all;
    return mapped;
  }

  private long segmentLength() {
    return (long) SEGMENT * length;
  }

  /** Leaves what is in use for the next start. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
