package incoming.jinjava;

import incoming.event.Event;
import incoming.event.JsonText;
import incoming.event.ParameterName;
import incoming.event.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds {@code request.body.<name>} deeper in the body when it is no member at the top.
 *
 * <p>A kindness to templates written against the flat parameter list: a name that exactly one leaf
 * has, anywhere, is that leaf. Two or more are an error that lists them. Looked up once for each
 * name and rendering; not thread-safe.
 */
final class BodyNames {
  private static final int LISTED = 10;

  private final Event event;
  private final Map<String, Object> found = new HashMap<>();

  BodyNames(Event event) {
    this.event = event;
  }

  Object find(String name, Rendering rendering) {
    if (found.containsKey(name)) {
      return found.get(name);
    }
    List<Object> leaves = new ArrayList<>(2);
    collect(name, event.body(), leaves);
    if (leaves.size() > 1) {
      throw rendering.failure(
          "'request.body." + name + "' is ambiguous; write one of " + flatNames(name));
    }
    Object value = leaves.isEmpty() ? rendering.undefined("request.body." + name) : leaves.get(0);
    found.put(name, value);
    return value;
  }

  /** Adds leaves until there are two, which is one too many. */
  private static void collect(String name, Object value, List<Object> leaves) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        if (leaves.size() > 1) {
          return;
        }
        if (member.getKey().equals(name) && isLeaf(member.getValue())) {
          leaves.add(member.getValue());
        }
        collect(name, member.getValue(), leaves);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size() && leaves.size() < 2; i++) {
        collect(name, list.get(i), leaves);
      }
    }
  }

  private static boolean isLeaf(Object value) {
    return value instanceof Map<?, ?> map
        ? map.isEmpty()
        : !(value instanceof List<?> list) || list.isEmpty();
  }

  private String flatNames(String name) {
    String member = ParameterName.parse("body[" + JsonText.of(name) + "]").toString();
    String ending = member.substring("body".length());
    List<String> names =
        Parameters.flatten(event).keySet().stream()
            .filter(flat -> flat.startsWith("body") && flat.endsWith(ending))
            .map(flat -> "request." + flat)
            .toList();
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (names.size() > LISTED ? ", ..." : "");
  }
}
