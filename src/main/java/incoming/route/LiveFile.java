package incoming.route;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One route file, what runs of it and what was last seen of it on disk.
 *
 * <p>Confined to the thread that loads route files, except for {@link #state()}.
 */
final class LiveFile {
  private static final Duration ABSENCE = Duration.ofSeconds(1);

  private final Path file;
  private final String name;
  private Version running;
  private Set<Path> sources = Set.of();
  private Map<Path, Fingerprint> attempted = Map.of();
  private Map<Path, Fingerprint> seen = Map.of();
  private Instant seenAt = Instant.MIN;
  private volatile IntegrationState state;

  LiveFile(Path file) {
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

  /** What a look at the files of an integration finds. */
  enum Sight {
    /** They are as they were when they were last loaded or refused. */
    SAME,
    /** They differ, and may still be written. */
    CHANGING,
    /** They differ, and are as they were at the look before: nobody is writing them. */
    CHANGED,
    /** The route file is not there, but may come back: some tools delete a file to replace it. */
    MISSING,
    /** The route file has not been there for long enough to be taken for deleted. */
    GONE
  }

  /** Looks at the files, at the time {@code now} of any clock. */
  Sight look(Instant now) {
    if (isAsAttempted()) {
      seen = Map.of();
      return Sight.SAME;
    }
    Map<Path, Fingerprint> found = new HashMap<>();
    found.put(file, Fingerprint.of(file));
    for (Path path : attempted.keySet()) {
      found.put(path, Fingerprint.of(path));
    }
    boolean stable = found.equals(seen);
    if (!stable) {
      seen = found;
      seenAt = now;
    }
    if (found.get(file).exists()) {
      return stable ? Sight.CHANGED : Sight.CHANGING;
    }
    return stable && !now.isBefore(seenAt.plus(ABSENCE)) ? Sight.GONE : Sight.MISSING;
  }

  private boolean isAsAttempted() {
    for (var known : attempted.entrySet()) {
      if (!known.getValue().equals(Fingerprint.of(known.getKey()))) {
        return false;
      }
    }
    return attempted.containsKey(file);
  }
}
