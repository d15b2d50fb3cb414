package incoming.jinjava;

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

  private final Object body;
  private final Map<String, Object> found = new HashMap<>();

  BodyNames(Object body) {
    this.body = body;
  }

  Object find(String name, Rendering rendering) {
    if (found.containsKey(name)) {
      return found.get(name);
    }
    List<Leaf> leaves = new ArrayList<>();
    collect(name, body, "body", leaves);
    if (leaves.size() > 1) {
      throw rendering.failure(
          "'request.body."
              + name
              + "' is ambiguous; write one of "
              + String.join(", ", leaves.stream().limit(LISTED).map(Leaf::path).toList())
              + (leaves.size() > LISTED ? ", ..." : ""));
    }
    Object value =
        leaves.isEmpty() ? rendering.undefined("request.body." + name) : leaves.get(0).value();
    found.put(name, value);
    return value;
  }

  private record Leaf(String path, Object value) {}

  private static void collect(String name, Object value, String path, List<Leaf> leaves) {
    if (leaves.size() > LISTED) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        String memberPath = path + "." + member.getKey();
        if (member.getKey().equals(name) && isLeaf(member.getValue())) {
          leaves.add(new Leaf("request." + memberPath, member.getValue()));
        }
        collect(name, member.getValue(), memberPath, leaves);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(name, list.get(i), path + "[" + i + "]", leaves);
      }
    }
  }

  private static boolean isLeaf(Object value) {
    return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
  }
}
