package incoming;

import java.util.Map;
import org.apache.camel.main.Main;

/**
 * What camel-main is told before it reads any setting: where they are, and what they are unless
 * set.
 */
final class MainSettings {
  /** The file of the settings, in the working directory. */
  static final String FILE = "application.properties";

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("camel.main.name", "incoming"),
          Map.entry("camel.main.jmxEnabled", "false"),
          Map.entry("camel.main.routesCollectorEnabled", "false"),
          Map.entry("camel.main.autoConfigurationLogSummary", "false"),
          Map.entry("camel.main.startupSummaryLevel", "Off"),
          Map.entry("camel.main.shutdownLogInflightExchangesOnTimeout", "false"),
          Map.entry("camel.server.enabled", "true"),
          Map.entry("camel.management.enabled", "true"),
          Map.entry("camel.management.host", "127.0.0.1"),
          Map.entry("camel.management.port", "9876"),
          // They would hold every version of a route for ever; route files have a check of ours.
          Map.entry("camel.health.routesEnabled", "false"),
          Map.entry("camel.health.consumersEnabled", "false"));

  private static final Map<String, String> PORTS =
      Map.of(
          "CAMEL_SERVER_PORT", "camel.server.port",
          "CAMEL_MANAGEMENT_PORT", "camel.management.port");

  private MainSettings() {}

  static void tell(Main main) {
    main.setDefaultPropertyPlaceholderLocation("file:" + FILE + ";optional=true");
    DEFAULTS.forEach(main::addInitialProperty);
    takePortsFromEnvironment(main);
  }

  /** Camel passes over every variable that ends in _PORT, since Kubernetes sets some of its own. */
  private static void takePortsFromEnvironment(Main main) {
    PORTS.forEach(
        (variable, key) -> {
          String port = System.getenv(variable);
          if (port != null && port.matches("\\d+") && System.getProperty(key) == null) {
            main.addOverrideProperty(key, port);
          }
        });
  }
}
