package incoming.integration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last 20 published versions of every integration, one file each: {@code orders/12.json}. */
final class Versions {
  static final String FOLDER = "versions";
  static final int KEPT = 20;

  private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Disk disk;
  private final Path folder;

  Versions(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Those of {@code name}, the newest first. */
  List<Version> all(String name) throws IOException {
    List<Version> all = new ArrayList<>();
    for (int number : numbers(name)) {
      find(name, number).ifPresent(all::add);
    }
    return all;
  }

  Optional<Version> find(String name, int number) throws IOException {
    Path file = folder.resolve(file(name, number));
    Optional<byte[]> content = disk.read(file);
    try {
      return content.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.readValue(content.get(), Version.class));
    } catch (JacksonException e) {
      throw new IOException(file + " is not a version as they are kept; move it away", e);
    }
  }

  /** Adds those of {@code files} to {@code change} that differ from the one before, in order. */
  void add(Changes.Change change, String name, List<Noted> files) throws IOException {
    List<Integer> numbers = numbers(name);
    int number = numbers.isEmpty() ? 0 : numbers.get(0);
    RouteFile last = number == 0 ? null : find(name, number).map(Version::file).orElse(null);
    int added = 0;
    for (Noted noted : files) {
      if (!noted.file().equals(last)) {
        added++;
        last = noted.file();
        Version version = new Version(number + added, noted.time(), noted.by(), noted.file());
        change.write(FOLDER, file(name, version.number()), JSON.writeValueAsBytes(version));
      }
    }
    for (int old : numbers.subList(Math.min(numbers.size(), KEPT - added), numbers.size())) {
      change.delete(FOLDER, file(name, old));
    }
  }

  /** What is to be noted as a version. */
  record Noted(RouteFile file, long time, String by) {}

  private static String file(String name, int number) {
    return name + "/" + number + ".json";
  }

  private List<Integer> numbers(String name) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    Path versions = folder.resolve(name);
    if (Files.isDirectory(versions)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(versions)) {
        for (Path file : files) {
          Matcher number = FILE.matcher(file.getFileName().toString());
          if (number.matches()) {
            numbers.add(Integer.valueOf(number.group(1)));
          }
        }
      }
    }
    numbers.sort(Comparator.reverseOrder());
    return numbers;
  }
}
