package incoming.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only the user of this process can read, from their first byte (mode 600).
 *
 * <p>Where the file system knows no such modes, the rights of the folder count.
 */
final class SecretFile {
  private SecretFile() {}

  /** Writes {@code file} whole or not at all, also when the machine loses its power. */
  static void write(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path next = folder.resolve("." + file.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (FileChannel channel = open(next, StandardOpenOption.CREATE_NEW)) {
      writeAll(channel, content);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  /** Adds {@code content} to the end of {@code file}, which is made if missing. */
  static void append(Path file, byte[] content) throws IOException {
    boolean isNew = Files.notExists(file);
    try (FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writeAll(channel, content);
    }
    if (isNew) {
      sync(file.toAbsolutePath().getParent());
    }
  }

  private static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    Set<StandardOpenOption> all = new java.util.HashSet<>(Set.of(options));
    all.add(StandardOpenOption.WRITE);
    return FileChannel.open(file, all, attributes());
  }

  private static FileAttribute<?>[] attributes() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** Without it a power cut may forget the new name. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
