package incoming;

import incoming.auth.JwtStep;
import incoming.auth.Keys;
import incoming.config.ConfigurationException;
import incoming.config.FileFunction;
import incoming.config.Settings;
import incoming.event.EventSettings;
import incoming.event.Flatten;
import incoming.http.Door;
import incoming.http.DoorFactory;
import incoming.http.DoorSettings;
import incoming.route.IncomingComponent;
import incoming.route.RouteFiles;
import incoming.route.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together: settings first, then everything that a route file may name. */
final class Assembly extends MainListenerSupport {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  /** What camel-main is told unless {@code application.properties} says otherwise. */
  static final Map<String, String> DEFAULTS =
      Map.of(
          "camel.main.name", "incoming",
          "camel.main.jmxEnabled", "false",
          "camel.main.routesCollectorEnabled", "false",
          "camel.main.autoConfigurationLogSummary", "false",
          "camel.main.startupSummaryLevel", "Off",
          "camel.main.shutdownLogInflightExchangesOnTimeout", "false",
          "camel.server.enabled", "true");

  private CamelContext camel;
  private DoorFactory doors;
  private Path routes;
  private Path data;

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    camel = main.getCamelContext();
    camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    Settings settings = settings(camel);
    DoorSettings door = DoorSettings.read(settings);
    EventSettings event = EventSettings.read(settings);
    Keys keys = Keys.read(settings);
    routes = Path.of(settings.text("incoming.routes", "routes"));
    if (!Files.isDirectory(routes)) {
      settings.problem("incoming.routes", "'" + routes.toAbsolutePath() + "' is not a folder");
    }
    data = Path.of(settings.text("incoming.data", "data"));
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    camel.getCamelContextExtension().setErrorHandlerFactory(errorHandler());
    doors = new DoorFactory(door);
    camel.getRegistry().bind("doors", doors);
    Flatten flatten = new Flatten(event);
    Map<String, Step> steps =
        Map.of("flatten", options -> flatten, "jwt", new JwtStep(keys, Clock.systemUTC()));
    camel.addComponent("incoming", new IncomingComponent(steps));
  }

  /** Loads the route files and lets requests in. */
  void open() {
    Door door = doors.door();
    RouteFiles files =
        new RouteFiles((ModelCamelContext) camel, routes, doors.table()::unavailable);
    RouteFiles.Loaded loaded = files.load();
    door.open();
    LOG.info(
        "ready on {}: {} integrations running, {} refused",
        door.address(),
        loaded.running(),
        loaded.refused());
  }

  /** Takes no new requests and waits for those in work. */
  void drain() {
    if (doors != null && doors.isBuilt()) {
      doors.door().drain();
    }
  }

  /** Closes what Camel does not. */
  void close() {
    LOG.info("stopped; its state is in {}", data);
  }

  /** The door logs what fails, once; Camel would log it before, with the history of the message. */
  private static DefaultErrorHandlerDefinition errorHandler() {
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition().logExhaustedMessageHistory(false));
    handler.setLevel("DEBUG");
    return handler;
  }

  private static Settings settings(CamelContext camel) {
    return new Settings(
        incoming(camel.getPropertiesComponent().loadProperties(key -> key.startsWith("incoming."))),
        incoming(System.getProperties()),
        System.getenv(),
        camel::resolvePropertyPlaceholders);
  }

  private static Map<String, String> incoming(Properties properties) {
    Map<String, String> map = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("incoming.")) {
        map.put(key, properties.getProperty(key));
      }
    }
    return map;
  }
}
