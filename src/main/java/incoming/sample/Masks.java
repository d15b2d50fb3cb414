package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.event.JsonText;
import incoming.target.OutgoingRequest;
import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/**
 * Puts the placeholders of a route file back for what they stand for: a route may write secrets of
 * this machine into a request, but nobody is to read them from a try.
 *
 * <p>Found are values of 4 characters and more, as they are, percent-encoded, and as JSON strings.
 */
final class Masks {
  private static final int SHORTEST = 4;

  /** Where the door listens, which everybody knows. */
  private static final Set<String> OPEN = Set.of("{{camel.server.port}}", "{{camel.server.host}}");

  private final Map<String, String> placeholders =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** Masks for what {@code camel} resolves in {@code text}. */
  Masks(CamelContext camel, String text) {
    for (String placeholder : placeholders(text)) {
      String value = resolve(camel, placeholder);
      if (value.length() >= SHORTEST && !value.equals(placeholder)) {
        placeholders.put(value, placeholder);
        placeholders.put(URLEncoder.encode(value, UTF_8), placeholder);
        placeholders.put(URLEncoder.encode(value, UTF_8).replace("+", "%20"), placeholder);
        StringBuilder json = new StringBuilder();
        JsonText.escape(value, json);
        placeholders.put(json.toString(), placeholder);
      }
    }
  }

  private static String resolve(CamelContext camel, String placeholder) {
    try {
      String value = camel.resolvePropertyPlaceholders(placeholder);
      return value == null ? "" : value;
    } catch (IllegalArgumentException e) {
      return ""; // it stands for nothing, which is told where it is used
    }
  }

  /** Every placeholder in {@code text}, also one within another. */
  private static Set<String> placeholders(String text) {
    Set<String> found = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < text.length() - 1; i++) {
      if (text.startsWith("{{", i)) {
        open.push(i++);
      } else if (text.startsWith("}}", i) && !open.isEmpty()) {
        found.add(text.substring(open.pop(), i + 2));
        i++;
      }
    }
    found.removeAll(OPEN);
    return found;
  }

  String masked(String text) {
    String masked = text;
    for (Map.Entry<String, String> value : placeholders.entrySet()) {
      masked = masked.replace(value.getKey(), value.getValue());
    }
    return masked;
  }

  OutgoingRequest masked(OutgoingRequest request) {
    return new OutgoingRequest(
        request.method(), masked(request.url()), masked(request.headers()), masked(request.body()));
  }

  List<Map.Entry<String, String>> masked(List<Map.Entry<String, String>> headers) {
    List<Map.Entry<String, String>> masked = new ArrayList<>();
    headers.forEach(header -> masked.add(Map.entry(header.getKey(), masked(header.getValue()))));
    return masked;
  }
}
