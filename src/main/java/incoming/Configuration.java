package incoming;

import incoming.auth.Keys;
import incoming.auth.LoginSettings;
import incoming.config.CamelLookup;
import incoming.config.ConfigurationException;
import incoming.config.Settings;
import incoming.console.ConsoleSettings;
import incoming.dedup.DedupSettings;
import incoming.delivery.BrokerSettings;
import incoming.delivery.DeliverySettings;
import incoming.event.EventSettings;
import incoming.history.HistorySettings;
import incoming.http.DoorSettings;
import incoming.http.TrustedProxies;
import incoming.infinispan.InfinispanSettings;
import incoming.route.RouteSettings;
import incoming.target.Credentials;
import incoming.target.TargetSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/**
 * Every setting of this installation.
 *
 * @param routes folder of the route files
 * @param data folder of all state
 * @param watch how the route files are watched
 */
record Configuration(
    Path routes,
    Path data,
    RouteSettings watch,
    DoorSettings door,
    TrustedProxies proxies,
    EventSettings event,
    Keys keys,
    LoginSettings login,
    DedupSettings dedup,
    TargetSettings target,
    Credentials credentials,
    DeliverySettings delivery,
    BrokerSettings broker,
    HistorySettings history,
    ConsoleSettings console,
    InfinispanSettings infinispan) {

  /** Reads everything; all that is wrong is one {@link ConfigurationException}. */
  static Configuration read(Settings settings) {
    Configuration configuration = attempt(settings);
    if (!Files.isDirectory(configuration.routes)) {
      settings.problem(
          "incoming.routes", "'" + configuration.routes.toAbsolutePath() + "' is not a folder");
    }
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return configuration;
  }

  /** Reads everything, with defaults for what is wrong; {@code settings} has the problems. */
  static Configuration attempt(Settings settings) {
    LogSettings.read(settings);
    TargetSettings target = TargetSettings.read(settings);
    return new Configuration(
        Path.of(settings.text("incoming.routes", "routes")),
        Path.of(settings.text("incoming.data", "data")),
        RouteSettings.read(settings),
        DoorSettings.read(settings),
        TrustedProxies.read(settings),
        EventSettings.read(settings),
        Keys.read(settings),
        LoginSettings.read(settings),
        DedupSettings.read(settings),
        target,
        Credentials.read(settings, target, Clock.systemUTC()),
        DeliverySettings.read(settings),
        BrokerSettings.read(settings),
        HistorySettings.read(settings),
        ConsoleSettings.read(settings, Clock.systemUTC()),
        InfinispanSettings.read(settings));
  }

  /** The same with its route files in another folder. */
  Configuration withRoutes(Path folder) {
    return new Configuration(
        folder,
        data,
        watch,
        door,
        proxies,
        event,
        keys,
        login,
        dedup,
        target,
        credentials,
        delivery,
        broker,
        history,
        console,
        infinispan);
  }

  /** The settings of {@code camel}'s properties and of the environment. */
  static Settings settings(CamelContext camel) {
    return new Settings(
        incoming(camel.getPropertiesComponent().loadProperties(Settings::isMeant)),
        incoming(System.getProperties()),
        System.getenv(),
        new CamelLookup(camel));
  }

  private static Map<String, String> incoming(Properties properties) {
    Map<String, String> map = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (Settings.isMeant(key)) {
        map.put(key, properties.getProperty(key));
      }
    }
    return map;
  }
}
