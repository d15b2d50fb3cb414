package incoming.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Through this, whatever a route loads beside its own file is read: so it is known which
 * integration has to be loaded anew when a template changes, and the last good one can be loaded
 * from its copies.
 *
 * <p>Notes reads of the thread that loads a route file, while it does; any other read goes straight
 * to the disk. Thread-safe.
 */
public final class Reads {
  private static final ThreadLocal<Reading> CURRENT = new ThreadLocal<>();

  /** The content of {@code file}. */
  public InputStream open(Path file) throws IOException {
    Reading reading = CURRENT.get();
    return reading == null
        ? Files.newInputStream(file)
        : new ByteArrayInputStream(reading.read(file));
  }

  /** Whether this thread is loading a route file. */
  boolean areNoted() {
    return CURRENT.get() != null;
  }

  /** Runs {@code load} on this thread; what it reads, it reads through {@code reading}. */
  <T> T through(Reading reading, Callable<T> load) throws Exception {
    CURRENT.set(reading);
    try {
      return load.call();
    } finally {
      CURRENT.remove();
    }
  }
}
