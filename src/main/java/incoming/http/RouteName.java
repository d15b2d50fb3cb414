package incoming.http;

import org.apache.camel.Exchange;

/**
 * What a route is called: by Camel {@code orders@7}, since two versions may run at once; by people,
 * in the log and in metrics, {@code orders}.
 */
public final class RouteName {
  private static final char AT = '@';

  private RouteName() {}

  /** Camel's id for {@code version} of {@code route}. */
  public static String versioned(String route, int version) {
    return route + AT + version;
  }

  /** The name, without its version, of the route in which {@code exchange} began. */
  public static String of(Exchange exchange) {
    return of(exchange.getFromRouteId());
  }

  /** The name, without its version, of the route that Camel calls {@code id}. */
  static String of(String id) {
    int at = id == null ? -1 : id.lastIndexOf(AT);
    return at < 0 ? String.valueOf(id) : id.substring(0, at);
  }
}
