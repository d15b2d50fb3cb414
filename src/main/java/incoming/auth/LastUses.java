package incoming.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which hour each API key was last used: the time of an empty file, touched once an hour by each
 * process.
 *
 * <p>Only tells people which keys nobody uses any more: what cannot be noted is not. Thread-safe.
 */
final class LastUses {
  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

  private final Path folder;
  private final InstantSource clock;
  private final Map<String, Long> hours = new ConcurrentHashMap<>();

  LastUses(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Notes that the key with this id is used now. */
  void note(String id) {
    long hour = TimeUnit.MILLISECONDS.toHours(clock.millis());
    Long noted = hours.get(id);
    if (!id.isEmpty() && (noted == null || noted < hour)) {
      hours.put(id, hour);
      touch(folder.resolve(id), hour);
    }
  }

  private void touch(Path file, long hour) {
    try {
      SecretFile.makeFolder(folder.getParent());
      SecretFile.makeFolder(folder);
      if (Files.notExists(file)) {
        Files.createFile(file);
      }
      Files.setLastModifiedTime(file, FileTime.from(hour, TimeUnit.HOURS));
    } catch (IOException e) {
      LOG.debug("{}: the use of a key cannot be noted", file, e);
    }
  }

  /** The beginning of the hour in which it was last used, if it ever was. */
  Optional<Instant> of(String id) {
    try {
      return id.isEmpty()
          ? Optional.empty()
          : Optional.of(Files.getLastModifiedTime(folder.resolve(id)).toInstant());
    } catch (IOException e) {
      LOG.debug("the key {} has no last use", id, e);
      return Optional.empty();
    }
  }

  /** Forgets a key that is gone. */
  void forget(String id) throws IOException {
    hours.remove(id);
    if (!id.isEmpty()) {
      Files.deleteIfExists(folder.resolve(id));
    }
  }
}
