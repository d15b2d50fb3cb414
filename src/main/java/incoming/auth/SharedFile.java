package incoming.auth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file of secrets that several processes may share: all of them see a change within half a
 * second of using it, this one at once.
 *
 * <p>Read when it is used, at most twice a second, and as a whole: it has some kilobytes, and every
 * cheaper sign of a change can be missed. A network drive that remembers files adds its own delay.
 * Changes take turns, also between processes, by a lock on a file beside it. Thread-safe.
 */
final class SharedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);
  private static final long FRESH_NANOS = 500_000_000;

  /** A lock on a file is one of the process: two threads must not ask for it at once. */
  private static final Object CHANGES = new Object();

  private final Path file;
  private final Format<T> format;
  private final LongSupplier nanos;
  private volatile Look<T> last;

  /**
   * The file at {@code file}, which is not read before it is used, nor made before a change.
   *
   * @param nanos nanoseconds of any origin
   */
  SharedFile(Path file, Format<T> format, LongSupplier nanos) {
    this.file = file.toAbsolutePath();
    this.format = format;
    this.nanos = nanos;
  }

  /** How a value is written. */
  interface Format<T> {
    /** What a file that is not there holds. */
    T none();

    /** The value in {@code content}; a failure repeats nothing of it. */
    T read(byte[] content) throws IOException;

    byte[] write(T value);
  }

  /**
   * What comes of a change.
   *
   * @param value what the file is to hold; empty to leave it as it is
   */
  record Change<T, R>(Optional<T> value, R result) {
    static <T, R> Change<T, R> to(T value, R result) {
      return new Change<>(Optional.of(value), result);
    }

    static <T, R> Change<T, R> none(R result) {
      return new Change<>(Optional.empty(), result);
    }
  }

  /**
   * What was seen.
   *
   * @param content {@code null} when there was no file, or none that could be read
   * @param value empty when the file could not be read
   */
  @SuppressWarnings("ArrayRecordComponent") // looks are never compared
  private record Look<T>(byte[] content, Optional<T> value, long at) {}

  /** What the file holds; empty while it cannot be read, of which the log has the reason. */
  Optional<T> value() {
    Look<T> look = last;
    return (isFresh(look) ? look : lookAgain()).value;
  }

  private boolean isFresh(Look<T> look) {
    return look != null && nanos.getAsLong() - look.at < FRESH_NANOS;
  }

  private synchronized Look<T> lookAgain() {
    if (isFresh(last)) {
      return last;
    }
    long now = nanos.getAsLong();
    boolean couldRead = last == null || last.value.isPresent();
    try {
      byte[] content = content();
      boolean same = last != null && last.value.isPresent() && Arrays.equals(content, last.content);
      last = new Look<>(content, same ? last.value : Optional.of(parse(content)), now);
      if (!couldRead) {
        LOG.info("{}: can be read again", file);
      }
    } catch (IOException e) {
      if (couldRead) {
        LOG.error("{}: cannot be read, and nothing in it counts until it can: {}", file, reason(e));
      }
      last = new Look<>(null, Optional.empty(), now);
    }
    return last;
  }

  /**
   * Replaces what the file holds by what {@code change} makes of it.
   *
   * @throws IOException when it cannot be read or written; it is as it was
   */
  <R> R change(Function<T, Change<T, R>> change) throws IOException {
    synchronized (CHANGES) {
      SecretFile.makeFolder(file.getParent());
      try (FileChannel lock =
          FileChannel.open(
              file.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        Change<T, R> made = change.apply(parse(content()));
        if (made.value.isPresent()) {
          write(made.value.get());
        }
        return made.result;
      }
    }
  }

  private void write(T value) throws IOException {
    byte[] content = format.write(value);
    SecretFile.write(file, content);
    synchronized (this) { // behind a look that may have begun before
      last = new Look<>(content, Optional.of(value), nanos.getAsLong());
    }
  }

  private byte[] content() throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private T parse(byte[] content) throws IOException {
    return content == null ? format.none() : format.read(content);
  }

  private static String reason(IOException e) {
    return e.getClass().equals(IOException.class) ? e.getMessage() : e.toString();
  }
}
