package incoming.route;

import incoming.http.RouteName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * The routes of one version of an integration, running in Camel beside those of other versions.
 *
 * <p>Their ids end in {@code @} and the version, and their group is the integration. Several
 * versions share the endpoints of equal URIs, which Camel removes with the last of them.
 */
final class Version {
  private final ModelCamelContext camel;
  private final List<String> routes;

  private Version(ModelCamelContext camel, List<String> routes) {
    this.camel = camel;
    this.routes = routes;
  }

  /**
   * Starts the routes that {@code file} describes; they serve no request before they are published.
   *
   * @throws Exception what Camel throws for a file that does not load; nothing is left of it then
   */
  static Version start(ModelCamelContext camel, String integration, int number, Resource file)
      throws Exception {
    List<RouteDefinition> definitions = parse(camel, file);
    List<String> ids = new ArrayList<>();
    for (RouteDefinition definition : definitions) {
      String id = definition.getId() == null ? integration : definition.getId();
      definition.setId(RouteName.versioned(id, number));
      definition.setNodePrefixId(number + "-");
      definition.setGroup(integration);
      nameLoggers(definition, integration);
      ids.add(definition.getId());
    }
    Version version = new Version(camel, List.copyOf(ids));
    NewEndpoints made = new NewEndpoints(camel);
    try {
      // Not addRouteDefinitions, which first looks through all routes for some to replace.
      camel.getRouteDefinitions().addAll(definitions);
      camel.startRouteDefinitions(definitions);
      return version;
    } catch (Exception | StackOverflowError | LinkageError e) {
      version.undo(definitions, made, e);
      throw e;
    }
  }

  /** The routes that {@code file} describes, prepared and not yet built. */
  static List<RouteDefinition> parse(ModelCamelContext camel, Resource file) throws Exception {
    List<RouteDefinition> definitions = new ArrayList<>();
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(file))) {
      RouteBuilder yaml = (RouteBuilder) builder;
      yaml.configureRoutes(camel);
      for (RouteDefinition definition : yaml.getRouteCollection().getRoutes()) {
        yaml.getRouteCollection().prepareRoute(definition);
        definitions.add(definition);
      }
    }
    return definitions;
  }

  /** Camel would make a logger for each version, and loggers stay in memory for ever. */
  private static void nameLoggers(RouteDefinition definition, String integration) {
    for (LogDefinition log :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            definition.getOutputs(), LogDefinition.class)) {
      if (log.getLogName() == null) {
        log.setLogName(integration);
      }
    }
  }

  /** Whether no message is on its way through these routes. */
  boolean isIdle() {
    return routes.stream().allMatch(id -> camel.getInflightRepository().size(id) == 0);
  }

  /** Stops the routes, messages on their way or not, and removes all that they have made. */
  void remove() throws Exception {
    for (String id : routes) {
      camel.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
    }
    for (String id : routes) {
      camel.removeRoute(id);
    }
  }

  private void undo(List<RouteDefinition> definitions, NewEndpoints made, Throwable failure) {
    try {
      remove();
      // Camel leaves behind what belongs to a route that was never complete.
      camel.getRouteDefinitions().removeAll(definitions);
      made.remove();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
