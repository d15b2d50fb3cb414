package incoming.route;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** The endpoints that are made in a context from now on, for routes that come to nothing. */
final class NewEndpoints {
  private final CamelContext camel;
  private final Set<Endpoint> before = Collections.newSetFromMap(new IdentityHashMap<>());

  NewEndpoints(CamelContext camel) {
    this.camel = camel;
    before.addAll(camel.getEndpoints());
  }

  /** Removes them; not thread-safe with another that loads routes. */
  void remove() {
    for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
      // The others are those of messages on their way through other routes.
      boolean made = camel.getEndpointRegistry().isStatic(endpoint.getEndpointKey());
      if (made && !before.contains(endpoint)) {
        remove(endpoint);
      }
    }
  }

  private void remove(Endpoint endpoint) {
    try {
      camel.removeEndpoint(endpoint);
    } catch (Exception e) {
      throw new IllegalStateException(endpoint.getEndpointKey() + " cannot be removed", e);
    }
  }
}
