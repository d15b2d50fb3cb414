package incoming.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Every endpoint id that an integration ever had, with the name of the integration: none is given
 * to another one, also after it was deleted.
 *
 * <p>UUIDs of version 4 (RFC 9562), of 122 bits from Java's {@code SecureRandom}. One line each.
 */
final class EndpointIds {
  static final String FILE = "endpoint-ids";

  private final Disk disk;
  private final Path file;

  EndpointIds(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /** An id that no integration ever had. */
  String next() throws IOException {
    Map<String, String> owners = owners();
    String id;
    do {
      id = UUID.randomUUID().toString();
    } while (owners.containsKey(id));
    return id;
  }

  /** The integration that has, or had, {@code id}. */
  Optional<String> owner(String id) throws IOException {
    return Optional.ofNullable(owners().get(id));
  }

  /**
   * Notes within {@code change} that {@code all} are those of {@code name}; the first keeps each.
   */
  void add(Changes.Change change, String folder, Set<String> all, String name) throws IOException {
    Map<String, String> owners = owners();
    String lines = disk.read(file).map(bytes -> new String(bytes, UTF_8)).orElse("");
    for (String id : all) {
      lines += owners.containsKey(id) ? "" : id + " " + name + "\n";
    }
    change.write(folder, FILE, lines.getBytes(UTF_8));
  }

  private Map<String, String> owners() throws IOException {
    Map<String, String> owners = new HashMap<>();
    disk.read(file)
        .map(bytes -> new String(bytes, UTF_8))
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(parts -> parts.length == 2)
                    .forEach(parts -> owners.putIfAbsent(parts[0], parts[1])));
    return owners;
  }
}
