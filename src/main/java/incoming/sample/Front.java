package incoming.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;

/**
 * How a route begins, as it is written, placeholders and all: where it is served, who may post
 * there, and that the request becomes an event. Whatever else stands before {@code
 * incoming:flatten} could act on the world, and is refused.
 *
 * @param name of the integration
 * @param from the endpoint, without the path before a rotation, which is still that of what is
 *     published
 * @param steps before {@code incoming:flatten}: URIs of our own steps
 */
record Front(String name, String from, List<String> steps) {
  private static final Set<String> ADMITTING =
      Set.of("allow-from", "api-key", "basic", "jwt", "rate-limit", "signature");

  private static final Set<String> OPTIONS =
      Set.of("httpMethodRestrict", "consumes", "produces", "maxBodySize");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 200;

  Front {
    steps = List.copyOf(steps);
  }

  /** The beginning of {@code route}, which is of the integration {@code name}. */
  static Front of(String name, RouteDefinition route) throws Refusal {
    List<String> steps = new ArrayList<>();
    for (ProcessorDefinition<?> step : route.getOutputs()) {
      String own = RouteText.ownStep(step).orElse("");
      if (own.equals("flatten")) {
        return new Front(name, withoutFormer(route.getInput().getEndpointUri()), steps);
      } else if (!ADMITTING.contains(own)) {
        throw Refusal.customised(
            "'"
                + (own.isEmpty() ? step.getShortName() : "to: incoming:" + own)
                + "' stands before 'to: incoming:flatten', where only steps belong that say who may"
                + " post");
      }
      steps.add(((ToDefinition) step).getEndpointUri());
    }
    throw Refusal.customised("the route has no 'to: incoming:flatten', which makes the event");
  }

  private static String withoutFormer(String from) {
    return from.replaceAll("(?<=[?&])former(Path|Until)=[^&]*&?", "").replaceFirst("[?&]$", "");
  }

  /** The same with its placeholders resolved as on this node. */
  Head resolved(CamelContext camel) throws Refusal {
    List<String> resolved = new ArrayList<>();
    for (String step : steps) {
      resolved.add(Head.resolve(camel, step));
    }
    return Head.of(Head.resolve(camel, from), resolved);
  }

  /**
   * Refuses what no node is to serve on the word of another: other steps, and options by which
   * Camel would make objects.
   */
  void checkShared() throws Refusal {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw Refusal.customised("the integration has no name that other nodes take");
    }
    if (!from.startsWith("platform-http:")) {
      throw Refusal.customised("the route does not begin with platform-http:");
    }
    for (String option : from.replaceFirst("^[^?]*\\??", "").split("&", -1)) {
      String key = option.replaceFirst("=.*", "");
      if (!key.isEmpty() && !OPTIONS.contains(key)) {
        throw Refusal.customised("other nodes do not serve a draft with the option '" + key + "'");
      }
    }
    for (String step : steps) {
      if (!ADMITTING.contains(RouteText.ownStep(new ToDefinition(step)).orElse(""))) {
        throw Refusal.customised("a step before 'to: incoming:flatten' does not say who may post");
      }
    }
  }

  /** All that placeholders can stand in. */
  String text() {
    return String.join(" ", from, String.join(" ", steps));
  }
}
