package incoming.integration;

import incoming.auth.SecretFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Single files, each changed whole or not at all, and for good: what returns has survived a power
 * cut, as far as the disk keeps what it was told to.
 *
 * <p>Thread-safe as long as no two threads change the same file.
 */
class Disk {
  private static final String PART = ".incoming-part";

  /** The content of {@code file}, or nothing when there is none. */
  Optional<byte[]> read(Path file) throws IOException {
    return read(file, Integer.MAX_VALUE);
  }

  /**
   * The content of {@code file}, which somebody else may have written.
   *
   * @throws IOException also for one of more than {@code longest} bytes, and for what is no file
   */
  Optional<byte[]> read(Path file, int longest) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no file"); // a pipe would be waited for
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(longest);
      if (in.read() >= 0) {
        throw new IOException(file + " is longer than " + longest + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes {@code content} beside {@code file}, where {@link #move} takes it from.
   *
   * @param secret whether nobody but the user of this process may read it
   */
  void stage(Path file, byte[] content, boolean secret) throws IOException {
    Files.createDirectories(file.getParent());
    unstage(file);
    if (secret) {
      SecretFile.create(part(file), content);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(part(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Puts what was staged for {@code file} in its place. */
  void move(Path file) throws IOException {
    Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets what was staged for {@code file}. */
  void unstage(Path file) throws IOException {
    Files.deleteIfExists(part(file));
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Makes what was moved into {@code folder} and deleted from it last. */
  void sync(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Whether {@code file} can be replaced: not in a folder that is mounted read-only, and not where
   * it is a link, as in a mounted ConfigMap, which would come back as it was.
   */
  boolean isWritable(Path file) {
    return Files.isWritable(file.getParent()) && !Files.isSymbolicLink(file);
  }

  private static Path part(Path file) {
    // Hidden: nobody loads it.
    return file.resolveSibling("." + file.getFileName() + PART);
  }
}
