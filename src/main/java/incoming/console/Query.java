package incoming.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the query of a call, strictly: what nobody asks for is a mistake of the caller. */
final class Query {
  private Query() {}

  /** The values of {@code query} by name, all of them among {@code known}, each once. */
  static Map<String, String> read(String query, Set<String> known) throws Refusal {
    Map<String, String> values = new HashMap<>();
    if (query == null || query.isEmpty()) {
      return values;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw Refusals.query(
            known.isEmpty()
                ? "this takes no query"
                : "'%s' is no parameter; known are %s"
                    .formatted(name, String.join(", ", new TreeSet<>(known))));
      }
      if (values.put(name, decode(equals < 0 ? "" : pair.substring(equals + 1))) != null) {
        throw Refusals.query(name + " is there twice");
      }
    }
    return values;
  }

  private static String decode(String text) throws Refusal {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusals.query("a percent sign is not followed by two hexadecimal digits");
    }
  }
}
