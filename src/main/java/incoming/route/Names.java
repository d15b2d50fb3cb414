package incoming.route;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a route file takes for itself: no two files may have a route id in common, or a method with
 * its path.
 *
 * @param ids of its routes
 * @param endpoints such as {@code POST /in/orders}
 */
record Names(Set<String> ids, Set<String> endpoints) {
  static final Names NONE = new Names(Set.of(), Set.of());

  Names {
    ids = Set.copyOf(ids);
    endpoints = Set.copyOf(endpoints);
  }

  /**
   * Which file has which names; not thread-safe.
   *
   * <p>Whoever runs the files enters those that run, so that a newcomer is refused and the one that
   * runs keeps running.
   */
  static final class Taken {
    private final Map<String, Path> ids = new HashMap<>();
    private final Map<String, Path> endpoints = new HashMap<>();

    /**
     * Notes what {@code file} has from now on, and nothing else; the first to have a name keeps it.
     */
    void put(Path file, Names names) {
      remove(file);
      names.ids().forEach(id -> ids.putIfAbsent(id, file));
      names.endpoints().forEach(endpoint -> endpoints.putIfAbsent(endpoint, file));
    }

    /** Frees what {@code file} has. */
    void remove(Path file) {
      ids.values().removeIf(file::equals);
      endpoints.values().removeIf(file::equals);
    }

    /** The file other than {@code file} that has the route id {@code id}. */
    Optional<Path> ofId(String id, Path file) {
      return Optional.ofNullable(ids.get(id)).filter(other -> !other.equals(file));
    }

    /** The file other than {@code file} that has {@code endpoint}. */
    Optional<Path> ofEndpoint(String endpoint, Path file) {
      return Optional.ofNullable(endpoints.get(endpoint)).filter(other -> !other.equals(file));
    }
  }
}
