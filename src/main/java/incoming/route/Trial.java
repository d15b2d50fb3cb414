package incoming.route;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ModelReifierFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Builds the routes of a file without starting them, to hear what only Camel's own builder can say.
 *
 * <p>Leaves endpoints and beans in the context, which therefore must be one that is thrown away.
 */
record Trial(CamelContext camel) {

  /** Why the routes in {@code content} cannot be built, if so. */
  Optional<String> failure(Path file, byte[] content) {
    Resource resource = ResourceHelper.fromBytes("file:" + file, content);
    try {
      for (RoutesBuilder builder :
          PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
        build((RouteBuilder) builder);
      }
      return Optional.empty();
    } catch (Exception | StackOverflowError | LinkageError e) {
      return Optional.of(Reason.of(e));
    }
  }

  private void build(RouteBuilder builder) throws Exception {
    ModelReifierFactory factory = ((ModelCamelContext) camel).getModelReifierFactory();
    builder.configureRoutes(camel);
    for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
      builder.getRouteCollection().prepareRoute(route);
      factory.createRoute(camel, route);
    }
  }
}
