package incoming.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that only the user of this process can read, from their first byte.
 *
 * <p>Where the file system knows no such modes, the rights of the folder above count.
 */
public final class SecretFile {
  private SecretFile() {}

  /**
   * Writes {@code file} whole or not at all, also when the machine loses its power. Writers of one
   * file take turns.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.deleteIfExists(next);
    create(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(file.getParent());
  }

  /** Makes {@code file}, which must not be there; on disk when it returns, but for its name. */
  public static void create(Path file, byte[] content) throws IOException {
    write(file, content, StandardOpenOption.CREATE_NEW);
  }

  /**
   * Adds {@code content} to the end of {@code file}, which is made if missing; on disk when it
   * returns. Writers of one file take turns.
   */
  public static void append(Path file, byte[] content) throws IOException {
    boolean isNew = Files.notExists(file);
    write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (isNew) {
      sync(file.getParent());
    }
  }

  private static void write(Path file, byte[] content, StandardOpenOption... how)
      throws IOException {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.WRITE, how);
    try (FileChannel channel =
        FileChannel.open(file, options, owner(file.getParent(), "rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Without it a power cut may forget a new name. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes {@code folder}, below one that need not be there either, unless it is there. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.getParent());
      Files.createDirectories(folder, owner(folder.getParent(), "rwx------"));
    }
  }

  private static FileAttribute<?>[] owner(Path folder, String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
