package incoming.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Route files with their templates beside them: all in the one folder, or each pair in a folder of
 * its own.
 *
 * <p>A template belongs to a route file only where the file is called as the integration and the
 * route file names it; any other file in the folder is left alone.
 */
final class Folder {
  private static final String SUFFIX = ".camel.yaml";
  private static final int LONGEST = 4 << 20;

  private final Disk disk;
  private final String key;
  private final Path folder;
  private final boolean apart;

  /**
   * Files in {@code folder}, which {@link Changes} knows as {@code key}.
   *
   * @param apart whether each pair has a folder of its own
   */
  Folder(Disk disk, String key, Path folder, boolean apart) {
    this.disk = disk;
    this.key = key;
    this.folder = folder;
    this.apart = apart;
  }

  /** The names of all that a life cycle can have; what is called otherwise is not its own. */
  Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          name = apart || !name.endsWith(SUFFIX) ? name : name.substring(0, name.length() - 11);
          if (Faults.isName(name) && Files.isRegularFile(folder.resolve(place(name)))) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  /**
   * What there is of {@code name}.
   *
   * @throws IOException also where a file has more than 4 MiB
   */
  Optional<Kept> find(String name) throws IOException {
    Optional<byte[]> text = disk.read(folder.resolve(place(name)), LONGEST);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Template.Format> format = RouteFile.template(new String(text.get(), UTF_8), name);
    Optional<byte[]> template =
        format.isEmpty()
            ? Optional.empty()
            : disk.read(folder.resolve(place(name, format.get())), LONGEST);
    return Optional.of(
        template
            .map(content -> new Kept(text.get(), format.get(), content))
            .orElseGet(() -> new Kept(text.get(), null, null)));
  }

  /** Within {@code change}, {@code file} takes the place of {@code before}: its template first. */
  void put(Changes.Change change, String name, RouteFile file, Optional<Kept> before)
      throws IOException {
    if (file.template() != null) {
      change.write(
          key, place(name, file.template().format()), file.template().text().getBytes(UTF_8));
    }
    change.write(key, place(name), file.text().getBytes(UTF_8));
    Template.Format old = before.map(Kept::format).orElse(null);
    if (old != null && (file.template() == null || file.template().format() != old)) {
      change.delete(key, place(name, old));
    }
  }

  /** Within {@code change}, {@code kept} is removed: the route file first. */
  void remove(Changes.Change change, String name, Kept kept) throws IOException {
    change.delete(key, place(name));
    if (kept.format() != null) {
      change.delete(key, place(name, kept.format()));
    }
  }

  /** A further file that belongs to {@code name}, where each has a folder of its own. */
  String beside(String name, String file) {
    return name + "/" + file;
  }

  Optional<byte[]> readBeside(String name, String file) throws IOException {
    return disk.read(folder.resolve(beside(name, file)));
  }

  /** Whether all of {@code file} can be written. */
  boolean isWritable(String name, RouteFile file) {
    return contents(name, file).keySet().stream()
        .allMatch(path -> disk.isWritable(folder.resolve(path)));
  }

  /** What would be written, by the names of the files. */
  static Map<String, String> contents(String name, RouteFile file) {
    Map<String, String> contents = new HashMap<>();
    contents.put(name + SUFFIX, file.text());
    if (file.template() != null) {
      contents.put(file.template().format().file(name), file.template().text());
    }
    return contents;
  }

  static String routeFile(String name) {
    return name + SUFFIX;
  }

  private String place(String name) {
    return (apart ? name + "/" : "") + routeFile(name);
  }

  private String place(String name, Template.Format format) {
    return (apart ? name + "/" : "") + format.file(name);
  }
}
