package incoming.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files that one load of an integration reads, each read once: what is hashed, what is kept as
 * last good and what runs are the same bytes, whatever is written meanwhile.
 *
 * <p>Not thread-safe. A file has 16 MiB at most.
 */
final class Reading {
  private static final int LONGEST = 16 << 20;

  private final boolean fromDisk;
  private final Map<Path, Fingerprint> fingerprints = new HashMap<>();
  private final SortedMap<Path, byte[]> contents;

  private Reading(boolean fromDisk, SortedMap<Path, byte[]> contents) {
    this.fromDisk = fromDisk;
    this.contents = contents;
  }

  /** Reads the files themselves. */
  static Reading fromDisk() {
    return new Reading(true, new TreeMap<>());
  }

  /** Reads {@code contents} instead of the files of those names, and any other file itself. */
  static Reading over(Map<Path, byte[]> contents) {
    return new Reading(true, new TreeMap<>(contents));
  }

  /** Reads copies that were kept, and nothing but them. */
  static Reading fromCopies(SortedMap<Path, byte[]> copies) {
    return new Reading(false, copies);
  }

  /** The bytes of {@code file}; every call answers the same. */
  byte[] read(Path file) throws IOException {
    Path name = file.toAbsolutePath().normalize();
    byte[] bytes = contents.get(name);
    if (bytes == null) {
      if (!fromDisk) {
        throw new NoSuchFileException(name.toString(), null, "no copy was kept");
      }
      // Taken before the bytes: a change that comes in between is then seen as one afterwards.
      fingerprints.put(name, Fingerprint.of(name));
      bytes = bytes(name);
      contents.put(name, bytes);
    }
    return bytes;
  }

  /** Every file that was asked for, there or not, with its fingerprint before it was read. */
  Map<Path, Fingerprint> fingerprints() {
    return Map.copyOf(fingerprints);
  }

  /** Every file that was read, in the order of their names. */
  SortedMap<Path, byte[]> contents() {
    return Collections.unmodifiableSortedMap(contents);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no file"); // a pipe would be waited for
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException(file + " is longer than " + LONGEST + " bytes");
      }
      return bytes;
    }
  }
}
