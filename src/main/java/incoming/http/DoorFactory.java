package incoming.http;

import incoming.config.ConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;

/**
 * Builds the door from {@code camel.server.host} and {@code camel.server.port}.
 *
 * <p>Settings of Camel's own server that the door does not have stop the start rather than being
 * ignored: someone relied on them.
 */
public final class DoorFactory implements MainHttpServerFactory {
  private final DoorSettings settings;
  private final Management management;
  private final RequestMeters meters;
  private final EndpointTable table;
  private Door door;

  /**
   * A factory that leaves the management server to {@code management}.
   *
   * @param registry gets {@code incoming.requests}, {@code incoming.request.duration} and {@code
   *     incoming.http.*}
   */
  public DoorFactory(DoorSettings settings, Management management, MeterRegistry registry) {
    this.settings = settings;
    this.management = management;
    this.meters = new RequestMeters(registry);
    this.table = new EndpointTable(meters);
  }

  /** Builds the management server, which camel-main asks the same factory for. */
  @FunctionalInterface
  public interface Management {
    /** A server that listens already, as {@code settings} say. */
    Service server(CamelContext camel, HttpManagementServerConfigurationProperties settings);
  }

  /** Which paths are served. */
  public EndpointTable table() {
    return table;
  }

  /** The door, once camel-main has asked for it. */
  public Door door() {
    return Objects.requireNonNull(door, "camel.server.enabled is false: there is no door");
  }

  /** Whether camel-main has asked for the door. */
  public boolean isBuilt() {
    return door != null;
  }

  @Override
  public Service newHttpServer(CamelContext camel, HttpServerConfigurationProperties server) {
    refuseWhatIsMissing(server);
    refusePort(camel.resolvePropertyPlaceholders("{{camel.server.port:8080}}"));
    camel.addComponent("platform-http", new DoorComponent(table, settings, server.getPort()));
    Door built = new Door(camel, server.getHost(), server.getPort(), settings, table, meters);
    // Listen now rather than with the context: a port that is taken ends the start at once.
    built.start();
    door = built;
    return built;
  }

  @Override
  public Service newHttpManagementServer(
      CamelContext camel, HttpManagementServerConfigurationProperties server) {
    return management.server(camel, server);
  }

  /** As it is written: Camel makes 0, any free port, of whatever is no number. */
  private static void refusePort(String port) {
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
      throw new ConfigurationException(
          List.of("camel.server.port: '" + port + "' is not a port, 1 to 65535"));
    }
  }

  private static void refuseWhatIsMissing(HttpServerConfigurationProperties server) {
    List<String> missing = new ArrayList<>();
    if (server.isAuthenticationEnabled()) {
      missing.add("camel.server.authenticationEnabled (use the step incoming:jwt)");
    }
    if (server.isUseGlobalSslContextParameters()) {
      missing.add("camel.server.useGlobalSslContextParameters (end TLS at the ingress)");
    }
    if (server.isStaticEnabled()) {
      missing.add("camel.server.staticEnabled");
    }
    if (server.getMaxBodySize() != null) {
      missing.add("camel.server.maxBodySize (use incoming.http.max-body)");
    }
    if (!Objects.requireNonNullElse(server.getPath(), "/").equals("/")) {
      missing.add("camel.server.path");
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("not supported: " + String.join(", ", missing));
    }
  }
}
