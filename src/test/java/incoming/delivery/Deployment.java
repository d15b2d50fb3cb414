package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.history.Delivery;
import incoming.history.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A folder of integrations that accept events and deliver them, and the application that runs them,
 * which can be started again.
 */
final class Deployment implements AutoCloseable {
  /** Waits that grow as they should, but are over soon. */
  static final String SOON = "retryDelay=20ms&maxRetryDelay=200ms";

  private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");

  private final Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private RunningApplication app;

  Deployment(Path folder) {
    this.folder = folder;
    property("incoming.routes.scan-interval", "50ms");
    property("incoming.delivery.response-timeout", "20s");
  }

  /** A setting from the next start on. */
  Deployment property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /**
   * An integration that calls {@code /name} of {@code target}; {@code n} tells its events apart.
   */
  Deployment integration(String name, String options, WireMockExtension target) {
    return integration(name, options, "http://127.0.0.1:" + target.getPort() + "/" + name);
  }

  Deployment integration(String name, String options, String url) {
    if (!Files.exists(file(name + ".json.j2"))) {
      template(name, "{\"n\": {{ request.body.n }}}");
    }
    return write(name + ".camel.yaml", AcceptingRoute.yaml(name, options, url));
  }

  Deployment template(String name, String text) {
    return write(name + ".json.j2", text);
  }

  /** As editors do it: whoever reads sees the old text or the new one. */
  Deployment write(String file, String text) {
    try {
      Files.createDirectories(folder.resolve("routes"));
      Path part = Files.writeString(folder.resolve("routes/." + file + ".part"), text);
      Files.move(part, file(file), StandardCopyOption.ATOMIC_MOVE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) throws IOException {
    Files.delete(file(name + ".camel.yaml"));
  }

  /** A file in the routes folder. */
  Path file(String name) {
    return folder.resolve("routes").resolve(name);
  }

  /** A file or directory below the data folder. */
  Path data(String name) {
    return folder.resolve("data").resolve(name);
  }

  Deployment start() {
    RunningApplication.Setup setup = RunningApplication.in(folder);
    properties.forEach(setup::property);
    app = setup.start();
    return this;
  }

  void restart() {
    app.close();
    start();
  }

  RunningApplication app() {
    return app;
  }

  Deliveries deliveries() {
    return app.deliveries();
  }

  HttpResponse<String> post(String name, String body) {
    return app.post("/in/" + name, body);
  }

  /** Sends the event {@code n}, which is accepted; answers its id. */
  String accept(String name, int n) {
    return accept(name, "{\"n\":" + n + "}");
  }

  String accept(String name, String body) {
    HttpResponse<String> answer = post(name, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return eventId(answer);
  }

  static String eventId(HttpResponse<String> accepted) {
    Matcher id = EVENT_ID.matcher(accepted.body());
    assertThat(id.find()).as(accepted.body()).isTrue();
    return id.group(1);
  }

  /** What is known of an event; it is known a moment after it was accepted. */
  Delivery delivery(String eventId) {
    return deliveries().find(eventId).orElseThrow();
  }

  Delivery await(String eventId, State state) {
    return soon()
        .until(
            () -> deliveries().find(eventId),
            found -> found.isPresent() && found.get().state() == state)
        .orElseThrow();
  }

  /** Patience that only a failure needs. */
  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
  }

  @Override
  public void close() {
    if (app != null) {
      app.close();
    }
  }
}
