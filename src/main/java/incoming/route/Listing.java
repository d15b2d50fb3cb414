package incoming.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files in a folder, again and again. Of a file that was surely meant to be one and is
 * called otherwise the log is told, once. Not thread-safe.
 */
final class Listing {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

  private final Path folder;
  private Set<Path> ignored = Set.of();

  Listing(Path folder) {
    this.folder = folder;
  }

  /** Those that are there now, in the order of their names. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Set<Path> others = new HashSet<>();
    for (Path file : FileNames.all(folder)) {
      if (FileNames.isRouteFile(file)) {
        files.add(file);
      } else {
        others.add(file);
        if (!ignored.contains(file)) {
          Findings findings = new Findings(file);
          FileNames.check(file, findings);
          findings.sorted().forEach(f -> LOG.warn("{}: {}", file.getFileName(), f.message()));
        }
      }
    }
    ignored = others;
    return files;
  }
}
