package incoming.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies of the files of every integration as they were when it last loaded, for the next start.
 *
 * <p>{@code <integration>/<content hash>/beside/} has those of the folder of the route files,
 * {@code elsewhere/} the others. A copy becomes visible whole, by a rename, and counts only while
 * its content has its hash: what a power cut has torn is not taken for good. Not thread-safe.
 */
final class LastGood {
  private static final String BESIDE = "beside";
  private static final String ELSEWHERE = "elsewhere";
  private static final String PART = ".part";

  private final Path copies;
  private final Path folder;

  /** Copies in {@code copies} of integrations whose route files are in {@code folder}. */
  LastGood(Path copies, Path folder) {
    this.copies = copies.toAbsolutePath().normalize();
    this.folder = folder;
  }

  /** Keeps {@code contents}, and none of {@code integration} that were kept before. */
  void keep(String integration, String hash, SortedMap<Path, byte[]> contents) throws IOException {
    Path kept = copies.resolve(integration).resolve(hash);
    if (!isGood(kept)) {
      delete(kept);
      Path part = copies.resolve(integration).resolve(PART);
      delete(part);
      for (var file : contents.entrySet()) {
        Path copy = part.resolve(place(file.getKey()));
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    for (Path other : list(kept.getParent())) {
      if (!other.equals(kept)) {
        delete(other);
      }
    }
  }

  /**
   * The last good files of {@code integration}; of two, should a crash have left them, the newer.
   */
  Optional<SortedMap<Path, byte[]>> find(String integration) throws IOException {
    List<Path> newestFirst =
        list(copies.resolve(integration)).stream()
            .sorted(Comparator.comparing(LastGood::modified).reversed())
            .toList();
    for (Path kept : newestFirst) {
      if (isGood(kept)) {
        return Optional.of(read(kept));
      }
    }
    return Optional.empty();
  }

  /** Deletes the copies of {@code integration}. */
  void forget(String integration) throws IOException {
    delete(copies.resolve(integration));
  }

  /** Deletes the copies of all but {@code integrations}. */
  void keepOnly(Set<String> integrations) throws IOException {
    for (Path copy : list(copies)) {
      if (!integrations.contains(copy.getFileName().toString())) {
        delete(copy);
      }
    }
  }

  private boolean isGood(Path kept) throws IOException {
    return Files.isDirectory(kept)
        && ContentHash.of(folder, read(kept)).equals(kept.getFileName().toString());
  }

  private SortedMap<Path, byte[]> read(Path kept) throws IOException {
    SortedMap<Path, byte[]> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(kept)) {
      for (Path copy : all.filter(Files::isRegularFile).toList()) {
        contents.put(original(kept.relativize(copy)), Files.readAllBytes(copy));
      }
    }
    return contents;
  }

  private Path place(Path file) {
    return file.startsWith(folder)
        ? Path.of(BESIDE).resolve(folder.relativize(file))
        : Path.of(ELSEWHERE).resolve(file.getRoot().relativize(file));
  }

  private Path original(Path place) {
    Path name = place.subpath(1, place.getNameCount());
    return place.startsWith(BESIDE) ? folder.resolve(name) : folder.getRoot().resolve(name);
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
