package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private void slowRoute() throws IOException {
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        folder.resolve("routes/slow.camel.yaml"),
        """
        - route:
            id: slow
            from:
              uri: platform-http:/in/slow
              parameters: {httpMethodRestrict: POST, consumes: application/json}
              steps:
                - log: "in work"
                - delay: {constant: "3000"}
                - setBody: {constant: "done"}
        """);
  }

  private static HttpRequest post(int port, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  @Test
  void takenPortEndsTheProcessWithOneClearLine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ApplicationProcess app =
            ApplicationProcess.launch(folder, other.getLocalPort(), Map.of())) {
      assertThat(app.exitCode()).isEqualTo(1);
      assertThat(app.errors())
          .isEqualToNormalizingNewlines(
              """
              Incoming cannot start.
              camel.server.port: cannot listen on http://127.0.0.1:%d: it is already in use
              """
                  .formatted(other.getLocalPort()));
      assertThat(app.output()).isEmpty();
    }
  }

  @Test
  void secondProcessInTheSameFolderHearsOfThePort() {
    int port = RunningApplication.freePort();
    ApplicationProcess first = ApplicationProcess.start(folder, port);
    try (ApplicationProcess second = ApplicationProcess.launch(folder, port, Map.of())) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors()).contains("it is already in use").doesNotContain("incoming.data");
    } finally {
      first.close();
    }
  }

  @Test
  void everythingThatIsWrongInTheSettingsIsReportedAtOnce() {
    try (ApplicationProcess app =
        ApplicationProcess.launch(
            folder,
            RunningApplication.freePort(),
            Map.of("INCOMING_HTTP_WORKERS", "none", "INCOMING_SERVICE_HOST", "10.0.0.1"),
            "-Dincoming.htpp.max-body=1MiB",
            "-Dincoming.dedup.window=7w",
            "-Dincoming.keys.shop.secret={{env:NOT_SET_ANYWHERE}}",
            "-Dincoming.routes=elsewhere")) {
      assertThat(app.exitCode()).isEqualTo(1);
      assertThat(app.errors().lines())
          .anyMatch(line -> line.startsWith("incoming.htpp.max-body: unknown setting"))
          .anyMatch(line -> line.startsWith("incoming.dedup.window: '7w' is not a time"))
          .anyMatch(line -> line.startsWith("incoming.http.workers: 'none' is not a whole number"))
          .anyMatch(line -> line.startsWith("incoming.keys.shop.secret: "))
          .anyMatch(line -> line.startsWith("incoming.routes: "))
          .noneMatch(line -> line.contains("service"));
    }
  }

  @Test
  void secretWithBracesInItIsNeverPrinted() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "S3CR3T{{".repeat(8));
    Files.writeString(
        folder.resolve("application.properties"),
        """
        incoming.keys.shop.secret=S3CR3TS3CR3TS3CR3T{{S3CR3TS3CR3TS3CR3T
        incoming.keys.crm.secret={{file:%s}}
        incomming.http.workers=1
        """
            .formatted(secret));
    try (ApplicationProcess app =
        ApplicationProcess.launch(folder, RunningApplication.freePort(), Map.of())) {
      assertThat(app.exitCode()).isEqualTo(1);
      assertThat(app.errors().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("Incoming cannot start."),
              line -> assertThat(line).startsWith("incoming.keys.shop.secret: has {{ without"),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "incomming.http.workers: unknown setting; did you mean"
                              + " incoming.http.workers?"));
      assertThat(app.errors() + app.output()).doesNotContain("S3CR3T");
    }
  }

  @Test
  void fileThatExhaustsTheStackIsRefusedAlone() throws IOException {
    slowRoute();
    Files.writeString(
        folder.resolve("routes/deep.camel.yaml"), "[".repeat(30_000) + "]".repeat(30_000));
    try (ApplicationProcess app = ApplicationProcess.start(folder, RunningApplication.freePort())) {
      Awaitility.await().until(() -> app.output().contains("1 integrations running, 1 refused"));
      assertThat(app.output()).contains("deep.camel.yaml: refused").contains("nested too deeply");
    }
  }

  @Test
  void dataOfAnotherProcessIsLeftAlone() {
    try (ApplicationProcess first =
            ApplicationProcess.start(folder, RunningApplication.freePort());
        ApplicationProcess second =
            ApplicationProcess.launch(folder, RunningApplication.freePort(), Map.of())) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.errors()).contains("incoming.data: ").contains("deduplication");
      first.awaitReady();
    }
  }

  @Test
  void termFinishesWhatIsInWorkAndExitsWith0() throws Exception {
    slowRoute();
    int port = RunningApplication.freePort();
    try (ApplicationProcess app = ApplicationProcess.start(folder, port)) {
      CompletableFuture<HttpResponse<String>> inWork =
          CLIENT.sendAsync(post(port, "/in/slow", "{}"), BodyHandlers.ofString());
      Awaitility.await().until(() -> app.output().contains("in work"));

      app.terminate();

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(
                          CLIENT.send(post(port, "/nowhere", "{}"), BodyHandlers.ofString()).body())
                      .contains("/problems/stopping"));
      assertThat(inWork.get().statusCode()).isEqualTo(200);
      assertThat(inWork.get().body()).isEqualTo("done");
      assertThat(app.exitCode()).isZero();
    }
  }

  @Test
  void termDuringTheStartExitsWith0() throws Exception {
    int port = RunningApplication.freePort();
    try (ApplicationProcess app = ApplicationProcess.launch(folder, port, Map.of())) {
      Awaitility.await().until(app::listens);

      app.terminate();

      assertThat(app.exitCode()).isZero();
      assertThat(app.errors()).isEmpty();
    }
  }

  @Test
  void environmentOverridesTheFileAndASystemPropertyBoth() throws Exception {
    slowRoute();
    Files.writeString(folder.resolve("application.properties"), "incoming.http.max-body=1\n");
    int port = RunningApplication.freePort();
    try (ApplicationProcess app =
        ApplicationProcess.launch(
            folder,
            port,
            Map.of("INCOMING_HTTP_MAX_BODY", "2", "INCOMING_LOG_LEVEL", "WARN"),
            "-Dincoming.http.max-body=3")) {
      app.awaitReady();

      assertThat(CLIENT.send(post(port, "/in/slow", "{ }"), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThat(CLIENT.send(post(port, "/in/slow", "{  }"), BodyHandlers.ofString()).statusCode())
          .isEqualTo(413);
      assertThat(app.output()).isEmpty();
    }
  }

  @Test
  void logIsJsonLinesByOneProperty() throws Exception {
    Files.writeString(folder.resolve("application.properties"), "incoming.log.format=json\n");
    try (ApplicationProcess app = ApplicationProcess.start(folder, RunningApplication.freePort())) {
      ObjectMapper mapper = new ObjectMapper();
      // It takes requests a moment before it says so.
      Awaitility.await().until(() -> app.output().endsWith(System.lineSeparator()));

      assertThat(app.output().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(mapper.readTree(line).get("level").asText()).isNotEmpty());
    }
  }
}
