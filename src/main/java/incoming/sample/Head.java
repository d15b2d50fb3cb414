package incoming.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * How a route begins: where it is served, who may post there, and that the request becomes an
 * event. Whatever else stands before {@code incoming:flatten} could act on the world, and is
 * refused.
 *
 * @param from the endpoint, placeholders resolved
 * @param path of the endpoint, such as {@code /in/6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10}
 * @param steps before {@code incoming:flatten}, placeholders resolved: URIs of our own steps
 * @param length of the head in steps of the route, {@code incoming:flatten} among them
 */
record Head(String from, String path, List<String> steps, int length) {
  static final String FLATTEN = "incoming:flatten";

  private static final Set<String> ADMITTING =
      Set.of("allow-from", "api-key", "basic", "jwt", "rate-limit", "signature");

  static Head of(CamelContext camel, RouteDefinition route) throws Refusal {
    String from = withoutFormer(resolve(camel, route.getInput().getEndpointUri()));
    String path =
        from.substring("platform-http:".length()).replaceFirst("^//", "").replaceFirst("\\?.*", "");
    List<String> steps = new ArrayList<>();
    for (ProcessorDefinition<?> step : route.getOutputs()) {
      String own = RouteText.ownStep(step).orElse("");
      if (own.equals("flatten")) {
        return new Head(from, path, List.copyOf(steps), steps.size() + 1);
      } else if (!ADMITTING.contains(own)) {
        throw Refusal.customised(
            "'"
                + (own.isEmpty() ? step.getShortName() : "to: incoming:" + own)
                + "' stands before 'to: incoming:flatten', where only steps belong that say who may"
                + " post");
      }
      steps.add(resolve(camel, ((ToDefinition) step).getEndpointUri()));
    }
    throw Refusal.customised("the route has no 'to: incoming:flatten', which makes the event");
  }

  /** The path before a rotation is still that of what is published. */
  private static String withoutFormer(String from) {
    return from.replaceAll("(?<=[?&])former(Path|Until)=[^&]*&?", "").replaceFirst("[?&]$", "");
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
