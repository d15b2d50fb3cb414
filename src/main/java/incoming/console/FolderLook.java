package incoming.console;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be told of the files of a folder without reading any: another one as soon as a file is
 * written, replaced, added or removed, folders in it included.
 *
 * @param files size, time of the last change and inode of each
 */
record FolderLook(Map<Path, List<Object>> files, FileTime newest) {
  private static final int DEEPEST = 4;

  /** A look at {@code folder} now; files that go away meanwhile are left out. */
  static FolderLook at(Path folder) throws IOException {
    Map<Path, List<Object>> files = new HashMap<>();
    FileTime[] newest = {FileTime.from(Instant.EPOCH)};
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            FileTime time = attributes.lastModifiedTime();
            files.put(file, Arrays.asList(attributes.size(), time, attributes.fileKey()));
            newest[0] = time.compareTo(newest[0]) > 0 ? time : newest[0];
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return new FolderLook(files, newest[0]);
  }

  /** Whether nothing was written since {@code time}. */
  boolean isSettled(Instant time) {
    return newest.toInstant().isBefore(time);
  }
}
