package incoming.delivery;

import incoming.ApplicationProcess;
import incoming.RunningApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An application that is killed and started again in the same folder. */
final class Victim implements AutoCloseable {
  static final int NO_ANSWER = -1;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<String, String> settings = new HashMap<>();
  private final Path folder;
  private final Recipient recipient;
  private volatile ApplicationProcess process;
  private volatile int port;

  /** An application without any integration. */
  Victim(Path folder, Recipient recipient) {
    this.folder = folder;
    this.recipient = recipient;
  }

  /** Adds a setting, {@code INCOMING_DEDUP_WINDOW} for {@code incoming.dedup.window}. */
  Victim with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  /** Adds an integration that accepts each number once; {@code options} as in a query. */
  Victim integration(String name, String options) throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.writeString(routes.resolve(name + ".json.j2"), "{\"n\": {{request.body.n}}}");
    Files.writeString(
        routes.resolve(name + ".camel.yaml"), AcceptingRoute.yaml(name, options, recipient.url()));
    return this;
  }

  /** Starts without waiting for anything. */
  Victim launch() {
    port = RunningApplication.freePort();
    process = ApplicationProcess.launch(folder, port, settings);
    return this;
  }

  /** Starts and waits until requests are taken. */
  Victim start() {
    launch().process.awaitReady();
    return this;
  }

  boolean isReady() throws IOException {
    return process.isReady();
  }

  /** Lets it live for so long, or until it is killed. */
  void live(Duration time) {
    process.awaitEnd(time);
  }

  /** Waits until it was killed. */
  void awaitDeath() {
    process.exitCode();
  }

  void kill() {
    process.kill();
  }

  /** The status of the answer, or {@link #NO_ANSWER}. */
  int post(String integration, int n) {
    return post(integration, "{\"n\":" + n + "}");
  }

  int post(String integration, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/in/" + integration))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException cutOff) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
