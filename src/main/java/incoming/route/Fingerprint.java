package incoming.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What can be told of a file without reading it; of a link, what it leads to.
 *
 * <p>A file that is changed has another fingerprint, be it written in place or replaced; only one
 * that is written twice within a tick of the file system's clock may keep its own. So a fingerprint
 * tells when to look, and never what a file contains.
 *
 * @param key the file's own identity, such as its inode; {@code null} where there is none
 */
record Fingerprint(boolean exists, long size, long modifiedNanos, Object key) {
  private static final Fingerprint ABSENT = new Fingerprint(false, 0, 0, null);

  /**
   * That of a file that is there, and cannot be looked at: a link to itself, a drive that is away.
   */
  private static final Fingerprint UNKNOWN = new Fingerprint(true, -1, 0, null);

  /** The fingerprint of {@code file} now. */
  static Fingerprint of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Fingerprint(
          true,
          attributes.size(),
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          attributes.fileKey());
    } catch (NoSuchFileException e) {
      return ABSENT;
    } catch (IOException e) {
      return UNKNOWN; // whoever reads the file is told why
    }
  }
}
