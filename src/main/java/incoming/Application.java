package incoming;

import incoming.auth.ApiKeys;
import incoming.auth.Login;
import incoming.delivery.Deliveries;
import incoming.integration.Integrations;
import incoming.sample.Windows;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Incoming, and ends it in good order.
 *
 * <p>Exit codes: 0 after SIGTERM or SIGINT, 1 when it could not start, with the reason on standard
 * error; those of a command are told by its {@code --help}.
 */
public final class Application implements AutoCloseable {
  private final Main main = new Main();
  private final Assembly assembly = new Assembly();

  private Application(Map<String, String> overrides) {
    MainSettings.tell(main);
    overrides.forEach(main::addOverrideProperty);
    assembly.attachTo(main);
  }

  /** Starts the application; with arguments, runs a command instead, see {@code --help}. */
  public static void main(String[] args) {
    if (args.length > 0) {
      System.exit(Commands.run(args));
    }
    LogSettings.apply(Path.of(MainSettings.FILE));
    AtomicReference<Application> running = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.get()), "incoming-shutdown"));
    try {
      running.set(start(Map.of()));
    } catch (Throwable e) {
      // Also an Error: the door listens already, and would answer "starting" for ever.
      fail(e);
    }
  }

  private static void fail(Throwable failure) {
    try {
      System.err.println("Incoming cannot start.");
      System.err.println(StartFailure.of(failure));
      log().debug("cannot start", failure);
    } catch (Throwable e) {
      System.err.println(failure); // there is no memory left for better words
    } finally {
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
    } catch (RuntimeException | Error e) {
      try {
        application.close();
      } catch (RuntimeException | Error second) {
        if (second != e) {
          e.addSuppressed(second);
        }
      }
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

  /** What people do with integrations. */
  Integrations integrations() {
    return assembly.workshop().integrations();
  }

  /** Through which requests are caught. */
  Windows windows() {
    return assembly.workshop().windows();
  }

  /** What operators ask about deliveries and do with them. */
  Deliveries deliveries() {
    return assembly.deliveries();
  }

  /** What operators do with API keys. */
  ApiKeys apiKeys() {
    return assembly.apiKeys();
  }

  /** What operators do with the keys that tokens are signed with. */
  Login login() {
    return assembly.login();
  }

  /** For tests that count what is left behind. */
  CamelContext camel() {
    return main.getCamelContext();
  }

  /** Ends {@code application}, or a start that has not come so far that it took a request. */
  private static void end(Application application) {
    try {
      if (application != null) {
        application.close();
      }
    } catch (RuntimeException e) {
      log().error("could not stop in good order", e);
    }
    // The JVM would otherwise report the signal (143) for an end that is as it should be.
    Runtime.getRuntime().halt(0);
  }

  /** Not a constant: nothing may be logged before {@link LogSettings#apply}. */
  private static Logger log() {
    return LoggerFactory.getLogger(Application.class);
  }
}
