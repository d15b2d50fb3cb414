package incoming;

import incoming.config.ConfigurationException;
import java.util.Map;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Incoming, and ends it in good order.
 *
 * <p>Exit codes: 0 after SIGTERM or SIGINT, 1 when it could not start, with the reason on standard
 * error.
 */
public final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  private final Main main = new Main();
  private final Assembly assembly = new Assembly();

  private Application(Map<String, String> overrides) {
    main.setDefaultPropertyPlaceholderLocation("file:application.properties;optional=true");
    Assembly.DEFAULTS.forEach(main::addInitialProperty);
    overrides.forEach(main::addOverrideProperty);
    main.addMainListener(assembly);
  }

  public static void main(String[] args) {
    try {
      Application application = start(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(application), "incoming-shutdown"));
    } catch (RuntimeException e) {
      System.err.println("Incoming cannot start." + System.lineSeparator() + reason(e));
      LOG.debug("cannot start", e);
      // Not System.exit: half-started parts may hold threads that never end.
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Starts the whole application in this process, in the current directory.
   *
   * @param overrides properties that win over every other source
   */
  public static Application start(Map<String, String> overrides) {
    Application application = new Application(overrides);
    try {
      application.main.start();
      application.assembly.open();
      return application;
    } catch (RuntimeException e) {
      application.close();
      throw e;
    }
  }

  /** Takes no new requests, lets those in work finish, then stops everything. */
  @Override
  public void close() {
    try {
      assembly.drain();
    } finally {
      main.stop();
      assembly.close();
    }
  }

  private static void end(Application application) {
    try {
      application.close();
    } catch (RuntimeException e) {
      LOG.error("could not stop in good order", e);
    }
    // The JVM would otherwise report the signal (143) for an end that is as it should be.
    Runtime.getRuntime().halt(0);
  }

  /** What a person can act on: our own words if there are any, else the innermost message. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof ConfigurationException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
