package incoming.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.RunningApplication;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static RunningApplication app;

  @BeforeAll
  static void start() {
    app =
        RunningApplication.in(folder)
            .file("plain.camel.yaml", route("plain", "setBody: {constant: ok}"))
            .file("broken.camel.yaml", route("broken", "to: nowhere:x"))
            .file(
                "hashed.camel.yaml",
                route(
                    "hashed",
                    """
                    to: incoming:flatten
                            - idempotentConsumer:
                                idempotentRepository: deduplication
                                completionEager: true
                                expression: {language: {language: hash, expression: body.id}}
                                steps: [{log: accepted}]
                    """))
            .start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String route(String id, String step) {
    return """
        - route:
            id: %s
            from:
              uri: platform-http:/in/%s
              parameters: {httpMethodRestrict: POST, consumes: application/json}
              steps:
                - %s
        """
        .formatted(id, id, step);
  }

  @Test
  void healthTellsOfEveryFileWhatRunsAndWhatIsWrong() throws Exception {
    HttpResponse<String> answer = app.manage("/observe/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode files = null;
    for (JsonNode check : JSON.readTree(answer.body()).get("checks")) {
      files = check.get("name").asText().equals("route-files") ? check.at("/data/files") : files;
    }
    assertThat(files).hasSize(3);
    assertThat(files.get(0).get("file").asText()).isEqualTo("broken.camel.yaml");
    assertThat(files.get(0).get("problem").asText()).contains("no component 'nowhere'");
    assertThat(files.get(0).has("version")).isFalse();
    assertThat(files.get(2).get("file").asText()).isEqualTo("plain.camel.yaml");
    assertThat(files.get(2).get("version").asInt()).isOne();
    assertThat(files.get(2).get("hash").asText()).matches("[0-9a-f]{64}");
    assertThat(files.get(2).get("loadedAt").asText()).endsWith("Z");
    assertThat(files.get(2).get("lastGood").asBoolean()).isFalse();
    assertThat(files.get(2).has("problem")).isFalse();
  }

  @Test
  void requestsWithoutAnyParameterOfTheirHashAreCounted() {
    assertThat(app.post("/in/hashed", "{\"other\": 1}").statusCode()).isEqualTo(200);
    assertThat(app.post("/in/hashed", "{\"other\": 1}").statusCode()).isEqualTo(200);
    assertThat(app.post("/in/hashed", "{\"id\": 1}").statusCode()).isEqualTo(200);
    assertThat(app.post("/in/hashed", "{\"id\": 1}").statusCode()).isEqualTo(204);

    assertThat(app.manage("/observe/metrics").body())
        .contains("incoming_deduplication_without_parameters_total 2.0");
  }

  @Test
  void refusedFileDoesNotMakeTheProcessUnready() {
    assertThat(app.manage("/observe/health/ready").statusCode()).isEqualTo(200);
    assertThat(app.manage("/observe/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsTellVersionsAndRefusals() {
    assertThat(app.manage("/observe/metrics").body())
        .containsPattern(
            "incoming_route_version\\{file=\"plain.camel.yaml\",hash=\"[0-9a-f]{64}\"} 1.0")
        .containsPattern("incoming_route_loaded_seconds\\{file=\"plain.camel.yaml\"} [1-9]")
        .contains(
            "incoming_route_refused{file=\"broken.camel.yaml\"} 1.0",
            "incoming_route_refused{file=\"plain.camel.yaml\"} 0.0",
            "incoming_route_changes_total{result=\"accepted\"} 2.0",
            "incoming_route_changes_total{result=\"refused\"} 1.0")
        .doesNotContain("broken.camel.yaml\",hash");
  }

  @Test
  void nothingElseIsServed() {
    URI health = app.manage("/observe/health").uri();

    assertThat(app.manage("/in/plain").statusCode()).isEqualTo(404);
    assertThat(app.manage("/observe/info").statusCode()).isEqualTo(404);
    assertThat(
            app.send(HttpRequest.newBuilder(health).POST(BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(405);
    assertThat(app.send(app.request("/observe/health")).statusCode()).isEqualTo(404);
  }

  @Test
  void takenPortEndsTheStart(@TempDir Path other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RunningApplication.Setup setup =
          RunningApplication.in(other)
              .file("plain.camel.yaml", route("plain", "setBody: {constant: ok}"))
              .property("camel.management.port", Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(setup::start)
          .hasStackTraceContaining("camel.management.port: cannot listen on http://127.0.0.1:");
    }
  }
}
