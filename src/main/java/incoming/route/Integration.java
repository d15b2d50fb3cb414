package incoming.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One route file, what runs of it and what was last seen of it on disk.
 *
 * <p>Confined to the thread that loads route files, except for {@link #state()}.
 */
final class Integration {
  private final Path file;
  private final String name;
  private Version running;
  private Set<Path> sources = Set.of();
  private Map<Path, Fingerprint> attempted = Map.of();
  private Map<Path, Fingerprint> seen = Map.of();
  private volatile IntegrationState state;

  Integration(Path file) {
    this.file = file;
    this.name = FileNames.stem(file);
    this.state =
        new IntegrationState(
            name, file.getFileName().toString(), Optional.empty(), Optional.empty());
  }

  Path file() {
    return file;
  }

  String name() {
    return name;
  }

  IntegrationState state() {
    return state;
  }

  /** What serves requests, or {@code null}. */
  Version running() {
    return running;
  }

  /** The files that the running version was loaded from. */
  Set<Path> sources() {
    return sources;
  }

  boolean runs(String hash) {
    return state.running().map(running -> running.hash().equals(hash)).orElse(false);
  }

  /** Whether the file has never been loaded or refused. */
  boolean isNew() {
    return attempted.isEmpty();
  }

  boolean isRefused() {
    return state.problem().isPresent();
  }

  /** From now on {@code version} serves; answers the one that did before, or {@code null}. */
  Version replace(Version version, Set<Path> loadedFrom, IntegrationState.Running description) {
    Version before = running;
    running = version;
    sources = Set.copyOf(loadedFrom);
    state = new IntegrationState(name, state.file(), Optional.of(description), state.problem());
    return before;
  }

  /** The file, as it is now, runs or was refused for {@code problem}. */
  void judge(Optional<String> problem) {
    state = new IntegrationState(name, state.file(), state.running(), problem);
  }

  /** Notes what the files looked like when they were last loaded or refused. */
  void attempted(Map<Path, Fingerprint> fingerprints) {
    attempted = fingerprints;
    seen = Map.of();
  }

  /**
   * Whether the files differ from those that were last loaded or refused, and have not changed
   * since the call before: nobody is writing them.
   */
  boolean hasSettled() throws IOException {
    if (isAsAttempted()) {
      seen = Map.of();
      return false;
    }
    Map<Path, Fingerprint> now = new HashMap<>();
    now.put(file, Fingerprint.of(file));
    for (Path path : attempted.keySet()) {
      now.put(path, Fingerprint.of(path));
    }
    boolean settled = now.equals(seen);
    seen = now;
    return settled;
  }

  private boolean isAsAttempted() throws IOException {
    for (var known : attempted.entrySet()) {
      if (!known.getValue().equals(Fingerprint.of(known.getKey()))) {
        return false;
      }
    }
    return attempted.containsKey(file);
  }
}
