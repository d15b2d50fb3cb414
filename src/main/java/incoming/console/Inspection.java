package incoming.console;

import incoming.route.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All that a lint finds in the route files, kept for as long as none of them is another.
 *
 * <p>What a lint looks at beside the files of their folder, such as a file that a route names by
 * its path, is looked at again after a minute. Thread-safe; one call inspects, others wait for it.
 */
final class Inspection {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** A file that is written twice within a tick of its disk's clock looks the same. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Path folder;
  private final BiFunction<String, Map<String, byte[]>, List<Finding>> lint;
  private final InstantSource clock;
  private Optional<Inspected> last = Optional.empty();

  private record Inspected(FolderLook look, Object keys, Instant time, List<Finding> findings) {}

  /** An inspection of {@code folder} by {@code lint}, as {@link Parts} has them. */
  Inspection(
      Path folder,
      BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
      InstantSource clock) {
    this.folder = folder;
    this.lint = lint;
    this.clock = clock;
  }

  /**
   * The findings of {@code files}, in their order.
   *
   * @param keys what else the findings depend on: equal to the last when that is the same
   */
  synchronized List<Finding> findings(List<String> files, Object keys) throws IOException {
    Instant now = clock.instant();
    FolderLook look = FolderLook.at(folder);
    if (last.isEmpty() || !isSame(last.get(), look, keys, now)) {
      List<Finding> findings = new ArrayList<>();
      for (String file : files) {
        findings.addAll(check(file));
      }
      last =
          Optional.of(new Inspected(look, keys, now, List.copyOf(findings)))
              .filter(inspected -> look.isSettled(now.minus(TICK)));
      return findings;
    }
    return last.get().findings();
  }

  private static boolean isSame(Inspected before, FolderLook look, Object keys, Instant now) {
    return before.look().equals(look)
        && before.keys().equals(keys)
        && now.isBefore(before.time().plus(LONGEST));
  }

  private List<Finding> check(String name) throws IOException {
    try {
      return lint.apply(name, Map.of(name, Files.readAllBytes(folder.resolve(name))));
    } catch (NoSuchFileException e) {
      return List.of(); // deleted a moment ago
    }
  }
}
