package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.RunningApplication;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestMetersIT {
  private static final String ORDERS =
      """
      - route:
          id: orders
          from:
            uri: platform-http:/in/orders
            parameters: {httpMethodRestrict: POST, consumes: application/json, maxBodySize: 100B}
            steps:
              - to: incoming:flatten
              - idempotentConsumer:
                  idempotentRepository: deduplication
                  completionEager: true
                  expression: {language: {language: hash, expression: body.id}}
                  steps: [{log: accepted}]
      """;
  private static final String HEAD =
      "POST /in/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  @TempDir Path folder;
  private RunningApplication app;

  @BeforeEach
  void start() {
    app =
        RunningApplication.in(folder)
            .property("incoming.http.request-timeout", "500ms")
            .property("incoming.routes.scan-interval", "10ms")
            .file("orders.camel.yaml", ORDERS)
            .file("unread.camel.yaml", "- route: [platform-http:/in/unread?x")
            .start();
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private String metrics() {
    return app.manage("/observe/metrics").body();
  }

  private static String requests(String integration, String outcome, String reason, int count) {
    return "incoming_requests_total{integration=\"%s\",outcome=\"%s\",reason=\"%s\"} %d.0\n"
        .formatted(integration, outcome, reason, count);
  }

  private static String durations(String outcome, int count) {
    return "incoming_request_duration_seconds_count{outcome=\"%s\"} %d\n".formatted(outcome, count);
  }

  private void begin(String request) throws IOException {
    try (Socket socket = app.connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void integrationThatNobodyHasCalledIsShownWithZero() {
    assertThat(metrics())
        .contains(requests("orders", "accepted", "", 0), requests("orders", "duplicate", "", 0));
  }

  @Test
  void requestsAreCountedByWhatBecomesOfThem() {
    app.post("/in/orders", "{\"id\": 1}");
    app.post("/in/orders", "{\"id\": 1}");
    app.post("/in/orders", "not-for-a-label");
    app.post("/in/orders", "x".repeat(101));
    app.send(app.request("/in/orders").GET());
    app.post("/in/unread", "{}");
    app.post("/in/chosen-by-the-sender?secret=x", "{}");

    assertThat(metrics())
        .contains(
            requests("orders", "accepted", "", 1),
            requests("orders", "duplicate", "", 1),
            requests("orders", "refused", "not-json", 1),
            requests("orders", "refused", "body-too-large", 1),
            requests("orders", "refused", "method-not-allowed", 1),
            requests("unread", "refused", "integration-unavailable", 1),
            requests("", "refused", "not-found", 1),
            "incoming_http_in_work 0.0\n",
            "incoming_http_body_memory_bytes 0.0\n")
        .containsPattern("incoming_http_connections [1-9]")
        .doesNotContain("chosen-by-the-sender", "secret", "not-for-a-label");
    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        durations("accepted", 1),
                        durations("duplicate", 1),
                        durations("refused", 5),
                        durations("failed", 0)));
  }

  @Test
  void requestsThatCannotBeReadAreCountedWithoutAnIntegration() throws IOException {
    app.raw("POST /in/orders?" + "q".repeat(8200) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    app.raw(HEAD + "X: " + "y".repeat(17_000) + "\r\n\r\n");
    app.raw("garbage\r\n\r\n");
    app.raw(HEAD + "Host: y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(metrics())
        .contains(
            requests("", "refused", "uri-too-long", 1),
            requests("", "refused", "headers-too-large", 1),
            requests("", "refused", "malformed-request", 2));
  }

  @Test
  void senderThatLeavesBeforeItsRequestIsWholeIsGone() throws IOException {
    begin(HEAD + "Content-Length: 10\r\n\r\n{");
    app.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");

    await()
        .untilAsserted(
            () -> assertThat(metrics()).contains(requests("orders", "failed", "gone", 2)));
    assertThat(metrics()).contains(durations("failed", 0));
  }

  @Test
  void requestThatIsTooSlowIsCountedOnce() throws IOException {
    app.raw(HEAD + "Content-Length: 10\r\n\r\n{");

    assertThat(metrics())
        .contains(requests("orders", "refused", "request-timeout", 1))
        .doesNotContain("gone");
  }

  @Test
  void acceptedRequestCountsEvenIfItsSenderHasLeft() throws IOException {
    begin(HEAD + "Content-Length: 9\r\n\r\n{\"id\": 2}");

    await()
        .untilAsserted(() -> assertThat(metrics()).contains(requests("orders", "accepted", "", 1)));
    assertThat(metrics()).doesNotContain("gone");
  }

  @Test
  void countsSurviveAReloadAndGoWithTheFile() throws IOException {
    app.post("/in/orders", "{\"id\": 1}");
    app.post("/in/orders", "[");
    Path file = folder.resolve("routes/orders.camel.yaml");
    Files.writeString(file, ORDERS + "        - log: more\n");
    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .containsPattern("incoming_route_version\\{file=\"orders.* 2.0"));
    app.post("/in/orders", "{\"id\": 2}");

    assertThat(metrics())
        .contains(
            requests("orders", "accepted", "", 2), requests("orders", "refused", "not-json", 1));

    Files.delete(file);
    await().untilAsserted(() -> assertThat(metrics()).doesNotContain("integration=\"orders\""));
  }
}
