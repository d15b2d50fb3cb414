package incoming.http;

import incoming.config.Units;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/**
 * Camel's {@code platform-http} component, served by the door.
 *
 * <p>Options more than Camel's: {@code maxBodySize} (such as {@code 4MiB}) overrides the limit on
 * the body for one route, and {@code formerPath} with {@code formerUntil} serves it under the path
 * that it had before as well, see {@link FormerPath}. What the door does not do is refused while
 * the route is built: the proxy mode, prefixes, wildcards and path parameters.
 */
public final class DoorComponent extends PlatformHttpComponent {
  private static final String MAX_BODY = "maxBodySize";
  private static final String FORMER_PATH = "formerPath";
  private static final String FORMER_UNTIL = "formerUntil";
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~-]*");

  private final DoorSettings settings;

  /** A component whose consumers enter themselves in {@code table}. */
  public DoorComponent(EndpointTable table, DoorSettings settings, int port) {
    this.settings = settings;
    setEngine(new Engine(table, port, settings.workersPerEndpoint()));
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> options)
      throws Exception {
    String maxBody = getAndRemoveParameter(options, MAX_BODY, String.class);
    Optional<FormerPath> former =
        FormerPath.read(
            getAndRemoveParameter(options, FORMER_PATH, String.class),
            getAndRemoveParameter(options, FORMER_UNTIL, String.class));
    DoorEndpoint endpoint = new DoorEndpoint(uri, path, this, maxBody(maxBody), former);
    endpoint.setPlatformHttpEngine(getEngine());
    setProperties(endpoint, options);
    check(path);
    former.map(FormerPath::path).ifPresent(DoorComponent::check);
    if (endpoint.isMatchOnUriPrefix() || endpoint.isUseStreaming()) {
      throw new IllegalArgumentException("matchOnUriPrefix and useStreaming are not supported");
    }
    // Heard now, by a lint too; each consumer reads them for itself.
    Methods.of(endpoint.getHttpMethodRestrict());
    new MediaTypes(endpoint.getConsumes());
    return endpoint;
  }

  private static void check(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "'"
              + path
              + "' must be one exact path, such as /in/<endpoint id>: it begins with / and has ASCII"
              + " letters, digits and / - . _ ~ in it, nothing that a sender would have to escape");
    }
  }

  private int maxBody(String text) {
    if (text == null) {
      return settings.maxBody();
    }
    long bytes = Units.bytes(text);
    long most = Math.min(DoorSettings.LARGEST_BODY, settings.maxBodyMemory());
    if (bytes < 1 || bytes > most) {
      throw new IllegalArgumentException(
          "%s=%s is outside 1 to %d, the lesser of 1GiB and incoming.http.max-body-memory"
              .formatted(MAX_BODY, text, most));
    }
    return (int) bytes;
  }

  /** Two versions of a route have it at once, while the requests of the old one end. */
  private static final class DoorEndpoint extends PlatformHttpEndpoint
      implements MultipleConsumersSupport {
    private final int maxBody;
    private final Optional<FormerPath> former;

    DoorEndpoint(
        String uri,
        String path,
        DoorComponent component,
        int maxBody,
        Optional<FormerPath> former) {
      super(uri, path, component);
      this.maxBody = maxBody;
      this.former = former;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
      return true;
    }

    @Override
    public DefaultPlatformHttpConsumer createConsumer(Processor processor) throws Exception {
      DefaultPlatformHttpConsumer consumer = new RouteConsumer(this, processor);
      // Camel's own list of endpoints would lose a path when the older of two versions ends.
      consumer.setRegister(false);
      configureConsumer(consumer);
      return consumer;
    }
  }

  /** Tells the consumer at the door which route it begins, which Camel keeps to itself. */
  private static final class RouteConsumer extends DefaultPlatformHttpConsumer {
    RouteConsumer(DoorEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
    }

    @Override
    protected void configurePlatformHttpConsumer(PlatformHttpConsumer door) {
      ((DoorConsumer) door).setRoute(getRoute());
      ((DoorConsumer) door).setRouteId(getRouteId());
    }
  }

  private record Engine(EndpointTable table, int port, int share) implements PlatformHttpEngine {
    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
      DoorEndpoint door = (DoorEndpoint) endpoint;
      return new DoorConsumer(door, processor, table, door.maxBody, door.former, share);
    }

    @Override
    public int getServerPort() {
      return port;
    }
  }
}
