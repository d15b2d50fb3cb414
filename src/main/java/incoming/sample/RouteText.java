package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.route.Reason;
import incoming.route.YamlSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The routes of a {@link Candidate} as Camel reads them; none of them is ever added to a context.
 *
 * <p>Only a file of nothing but routes is read: anything else, such as {@code beans}, would act
 * while it is read.
 */
record RouteText(List<RouteDefinition> routes) {
  private static final int LONGEST = 1 << 20;

  /** Reads {@code candidate}; {@code camel} gives the reader and nothing else. */
  static RouteText read(CamelContext camel, Candidate candidate) throws Refusal {
    checkItems(candidate.route());
    Resource file =
        ResourceHelper.fromBytes(
            "file:draft/" + candidate.name() + ".camel.yaml", candidate.route().getBytes(UTF_8));
    List<RouteDefinition> routes = new ArrayList<>();
    try {
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(file))) {
        RouteBuilder yaml = (RouteBuilder) builder;
        yaml.configureRoutes(camel);
        routes.addAll(yaml.getRouteCollection().getRoutes());
      }
    } catch (Exception | StackOverflowError | LinkageError e) {
      // What Camel throws for a file that is wrong may be anything.
      throw Refusal.broken(Reason.of(e));
    }
    return new RouteText(routes);
  }

  private static void checkItems(String text) throws Refusal {
    if (text.length() > LONGEST) {
      throw Refusal.broken("it is longer than " + LONGEST + " characters");
    }
    Object root;
    try {
      root = new Load(YamlSource.settings(text)).loadFromString(text.replace("\uFEFF", ""));
    } catch (YamlEngineException | StackOverflowError e) {
      throw Refusal.broken("it is not YAML: " + e.getMessage());
    }
    if (!(root instanceof List<?> items)) {
      throw Refusal.broken("it is no list of routes; write '- route:' with an id and a from");
    }
    for (Object item : items) {
      if (!(item instanceof Map<?, ?> map) || !map.keySet().stream().allMatch("route"::equals)) {
        throw Refusal.customised("the file has another item than '- route:'");
      }
    }
  }

  /** The route that takes requests. */
  RouteDefinition front() throws Refusal {
    return beginning("platform-http:")
        .orElseThrow(
            () -> Refusal.broken("it has no route that begins with platform-http:/in/<id>"));
  }

  /** The route that delivers the events of the integration. */
  Optional<RouteDefinition> delivery() {
    return beginning("incoming:deliveries/");
  }

  private Optional<RouteDefinition> beginning(String uri) {
    return routes.stream()
        .filter(route -> route.getInput() != null)
        .filter(route -> route.getInput().getEndpointUri().replace("://", ":").startsWith(uri))
        .findFirst();
  }

  /** The name of the step {@code incoming:<name>} that {@code step} is, without its options. */
  static Optional<String> ownStep(Object step) {
    return step instanceof ToDefinition to && to.getEndpointUri().startsWith("incoming:")
        ? Optional.of(
            to.getEndpointUri()
                .substring("incoming:".length())
                .replaceFirst("^//", "")
                .replaceFirst("\\?.*", ""))
        : Optional.empty();
  }
}
