package incoming.integration;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * One integration as it is on disk: what is published of it, and the draft of its next version.
 *
 * @param published what is in the folder of the route files, whether it runs or was refused
 * @param draft what serves no traffic; at least one of the two is there
 * @param etag over both, in hexadecimal digits: another one as soon as a byte of either is another
 */
public record Entry(String name, Optional<Stored> published, Optional<Stored> draft, String etag) {

  /**
   * A route file with what a form can do with it.
   *
   * @param shape customised also where the file belongs to no integration of its name
   */
  public record Stored(RouteFile file, RouteFile.Shape shape) {
    /** The integration that it says, when it is canonical. */
    public Optional<Integration> integration() {
      return shape instanceof RouteFile.Canonical canonical
          ? Optional.of(canonical.integration())
          : Optional.empty();
    }
  }

  /** What is edited next: the draft, or else what is published. */
  public Stored current() {
    return draft.or(() -> published).orElseThrow();
  }

  /** Whether the endpoint {@code id} is its own, as a draft or published. */
  boolean isAt(String id) {
    return Stream.of(draft, published)
        .flatMap(Optional::stream)
        .anyMatch(stored -> stored.file().endpointIds().contains(id));
  }
}
