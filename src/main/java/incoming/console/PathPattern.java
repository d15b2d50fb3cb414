package incoming.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path below {@code /api} with variables, such as {@code /deliveries/{eventId}}.
 *
 * @param segments between the slashes; a variable is in braces
 */
record PathPattern(List<String> segments) {
  static PathPattern of(String path) {
    return new PathPattern(List.of(path.substring(1).split("/", -1)));
  }

  /** The values of the variables in a path of these segments; empty when it is another path. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
