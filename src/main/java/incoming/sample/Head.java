package incoming.sample;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * A {@link Front} with its placeholders resolved.
 *
 * @param from the endpoint
 * @param path of the endpoint, such as {@code /in/6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10}
 * @param steps before {@code incoming:flatten}: URIs of our own steps
 */
record Head(String from, String path, List<String> steps) {
  static final String FLATTEN = "incoming:flatten";

  Head {
    steps = List.copyOf(steps);
  }

  static Head of(CamelContext camel, RouteDefinition route) throws Refusal {
    return Front.of("", route).resolved(camel);
  }

  static Head of(String from, List<String> steps) {
    String path =
        from.substring("platform-http:".length()).replaceFirst("^//", "").replaceFirst("\\?.*", "");
    return new Head(from, path, steps);
  }

  /** Its length in steps of the route, {@code incoming:flatten} among them. */
  int length() {
    return steps.size() + 1;
  }

  /** {@code uri} without its placeholders. */
  static String resolve(CamelContext camel, String uri) throws Refusal {
    try {
      return camel.resolvePropertyPlaceholders(uri);
    } catch (IllegalArgumentException e) {
      throw Refusal.broken(e.getMessage());
    }
  }
}
