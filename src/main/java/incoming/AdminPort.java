package incoming;

import incoming.console.Console;
import incoming.console.Parts;
import incoming.management.ManagementServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;

/**
 * The management port: health and metrics from the beginning, and the console once all is there.
 */
final class AdminPort implements AutoCloseable {
  private final Console console;
  private final PrometheusMeterRegistry meters;
  private String address;

  AdminPort(Configuration configuration, PrometheusMeterRegistry meters) {
    this.meters = meters;
    this.console =
        new Console(
            configuration.console(),
            configuration.proxies(),
            configuration.data(),
            Clock.systemUTC());
  }

  /** Listens before the first route file is loaded: readiness can be asked for from the start. */
  Service listen(CamelContext context, HttpManagementServerConfigurationProperties settings) {
    ManagementServer server = new ManagementServer(context, settings, meters, console);
    server.start();
    address = server.address();
    return server;
  }

  /** Opens the console over {@code parts}. */
  void open(Parts parts) {
    // To the terminal and not through the log, which may be kept and read by many.
    console.open(parts).ifPresent(token -> System.err.println("The console: " + link(token)));
  }

  /** The token is behind the #, which no browser sends to any server. */
  private String link(String token) {
    return address + "/console#token=" + token;
  }

  /** Takes no more requests for the console; health and metrics go on. */
  @Override
  public void close() {
    console.close();
  }
}
