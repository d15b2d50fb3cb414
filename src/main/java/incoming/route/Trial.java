package incoming.route;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Builds the routes of a file without starting them, to hear what only Camel's own builder can say.
 *
 * <p>Removes the endpoints and the thread pools that are made for it. Nothing of a route is shut
 * down, since that would shut down what it shares with those that run. Beans that the file declares
 * stay, in the place of any of their names: such a file is for a context that is thrown away.
 */
record Trial(ModelCamelContext camel) {

  /** Why the routes in {@code content} cannot be built, if so. */
  Optional<String> failure(Path file, byte[] content) {
    NewEndpoints endpoints = new NewEndpoints(camel);
    NewPools pools = new NewPools(camel);
    // As a start does: else Camel could not tell its endpoints from those of messages on their way.
    camel.getCamelContextExtension().setupRoutes(false);
    try {
      for (RouteDefinition route : Version.parse(camel, YamlSource.resource(file, content))) {
        camel.getModelReifierFactory().createRoute(camel, route);
      }
      return Optional.empty();
    } catch (Exception | StackOverflowError | LinkageError e) {
      return Optional.of(Reason.of(e));
    } finally {
      camel.getCamelContextExtension().setupRoutes(true);
      pools.remove();
      endpoints.remove();
    }
  }
}
