package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.RunningApplication;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorIT {
  private static final String FORMER = "formerPath: %s\n        formerUntil: '%s'";

  @TempDir static Path folder;
  private static RunningApplication app;

  @BeforeAll
  static void start() {
    app =
        RunningApplication.in(folder)
            .property("incoming.http.request-timeout", "1s")
            .property("incoming.http.idle-timeout", "2s")
            .property("incoming.http.max-in-work", "4")
            .property("incoming.http.max-connections", "50")
            .property("incoming.http.workers", "4")
            .property("incoming.http.workers-per-endpoint", "2")
            .property("incoming.http.max-body-memory", "3MiB")
            .file("plain.camel.yaml", route("plain", "/in/plain", "", "- setBody: {constant: ok}"))
            .file(
                "headers.camel.yaml",
                route("headers", "/in/headers", "", "- setBody: {simple: '${headers}'}"))
            .file("silent.camel.yaml", route("silent", "/in/silent", "", "- log: '${body}'"))
            .file(
                "small.camel.yaml",
                route("small", "/in/small", "maxBodySize: 10B", "- setBody: {constant: ok}"))
            .file(
                "moved.camel.yaml",
                route(
                    "moved",
                    "/in/moved",
                    FORMER.formatted("/in/was", "2999-12-31T12:00:00Z"),
                    "- setBody: {constant: ok}"))
            .file(
                "gone.camel.yaml",
                route(
                    "gone",
                    "/in/gone-on",
                    FORMER.formatted("/in/gone", "2020-12-31T12:00:00Z"),
                    "- setBody: {constant: ok}"))
            .file(
                "failing.camel.yaml",
                route(
                    "failing",
                    "/in/failing",
                    "",
                    "- throwException: {exceptionType: java.lang.IllegalStateException, message:"
                        + " secret-detail}"))
            .file("slow.camel.yaml", route("slow", "/in/slow", "", "- delay: {constant: '800'}"))
            .file(
                "status.camel.yaml",
                route(
                    "status",
                    "/in/status",
                    "",
                    "- setHeader: {name: CamelHttpResponseCode," + " constant: abc}"))
            .file(
                "negative.camel.yaml",
                route(
                    "negative",
                    "/in/negative",
                    "",
                    "- setHeader: {name:" + " CamelHttpResponseCode, constant: '-1'}"))
            .file(
                "type.camel.yaml",
                route(
                    "type",
                    "/in/type",
                    "",
                    "- setHeader: {name: Content-Type, constant: \"a\\nb\"}\n        "
                        + "- setBody: {constant: x}"))
            .file("broken.camel.yaml", route("broken", "/in/broken", "", "- to: nowhere:x"))
            .file("unread.camel.yaml", "- route: [platform-http:/in/unread?x")
            .file(
                "thief.camel.yaml", route("thief", "/in/plain", "", "- setBody: {constant: thief}"))
            .start();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String route(String id, String path, String parameter, String step) {
    return """
        - route:
            id: %s
            from:
              uri: platform-http:%s
              parameters:
                httpMethodRestrict: POST
                consumes: application/json
                %s
              steps:
                %s
        """
        .formatted(id, path, parameter, step);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains("\"type\":\"/problems/" + type + "\"", "\"status\":" + status, "\"title\":")
        .doesNotContain("Exception", "incoming.", "java", folder.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/in",
        "/in/",
        "/in/plain/",
        "/in//plain",
        "//in/plain",
        "/in/./plain",
        "/in/x/../plain",
        "/IN/plain",
        "/in/%70lain",
        "/in/plain%00",
        "/in/{id}"
      })
  void whatIsNotExactlyAnEndpointAnswers404(String path) throws IOException {
    String answer = app.raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("/problems/not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO"})
  void anotherMethodAnswers405AndNamesTheOneThatIsAllowed(String method) {
    HttpResponse<String> answer =
        app.send(app.request("/in/plain").method(method, BodyPublishers.noBody()));

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/jsonx",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "multipart/form-data; boundary=x",
        "application/json, text/plain"
      })
  void anotherContentTypeAnswers415(String type) {
    assertProblem(
        app.send(
            app.request("/in/plain")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/json; version=2"
      })
  void jsonInUtf8IsTaken(String type) {
    HttpResponse<String> answer =
        app.send(
            app.request("/in/plain")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void missingContentTypeAnswers415() {
    assertProblem(
        app.send(app.request("/in/plain").POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
  }

  @Test
  void compressedBodyAnswers415() {
    assertProblem(
        app.post("/in/plain", "{}", "Content-Encoding", "gzip"), 415, "unsupported-media-type");
  }

  @Test
  void bodyOfExactlyTheLimitIsTaken() {
    assertThat(app.post("/in/plain", "x".repeat(1 << 20)).statusCode()).isEqualTo(200);
  }

  @Test
  void bodyBeyondTheLimitAnswers413() {
    assertProblem(app.post("/in/plain", "x".repeat((1 << 20) + 1)), 413, "body-too-large");
  }

  @Test
  void chunkedBodyBeyondTheLimitAnswers413() throws IOException {
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    String answer =
        app.raw(
            "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(33));

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("/problems/body-too-large");
  }

  @Test
  void routeMayHaveALimitOfItsOwn() {
    assertThat(app.post("/in/small", "x".repeat(10)).statusCode()).isEqualTo(200);
    assertProblem(app.post("/in/small", "x".repeat(11)), 413, "body-too-large");
  }

  @Test
  void formerPathIsServedUntilItsTimeIsOver() {
    assertThat(app.post("/in/moved", "{}").statusCode()).isEqualTo(200);
    assertThat(app.post("/in/was", "{}").statusCode()).isEqualTo(200);
    assertThat(app.post("/in/gone-on", "{}").statusCode()).isEqualTo(200);
    assertProblem(app.post("/in/gone", "{}"), 410, "endpoint-gone");
  }

  @Test
  void bodyTooLargeIsRefusedBeforeItIsSent() throws IOException {
    String answer =
        app.raw(
            "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
  }

  @Test
  void expectedContinueIsSent() throws IOException {
    String answer =
        app.raw(
            "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 200 OK");
  }

  @Test
  void tooManyHeadersAnswer431() throws IOException {
    String answer =
        app.raw("POST /in/plain HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(17_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("/problems/headers-too-large");
  }

  @Test
  void headersOf16KiBAreTaken() {
    assertThat(app.post("/in/plain", "{}", "X-Long", "y".repeat(15_000)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void tooLongAnAddressAnswers414() throws IOException {
    String answer = app.raw("POST /in/plain?" + "q".repeat(8200) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).containsPattern("^HTTP/1.[01] 414 ").contains("/problems/uri-too-long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        "garbage\r\n\r\n"
      })
  void malformedHttpAnswers400(String request) throws IOException {
    String answer = app.raw(request);

    assertThat(answer).containsPattern("^HTTP/1.[01] 400 ").contains("/problems/malformed-request");
  }

  @Test
  void slowBodyIsCutOff() throws Exception {
    try (Socket socket = app.connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 100\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(trickle(socket)).startsWith("HTTP/1.1 408 ").contains("/problems/request-timeout");
    }
  }

  @Test
  void slowHeadersAreCutOff() throws Exception {
    try (Socket socket = app.connect()) {
      socket
          .getOutputStream()
          .write("POST /in/plain HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));

      assertThat(trickle(socket)).isIn("", "[reset]");
    }
  }

  @Test
  void silentConnectionIsClosed() throws IOException {
    try (Socket socket = app.connect()) {
      assertThat(RunningApplication.readAll(socket)).isEmpty();
    }
  }

  @Test
  void idleConnectionIsClosedAfterItsAnswer() throws IOException {
    String answer =
        app.raw(
            "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("ok");
  }

  /** One byte every 100 ms until the door hangs up; what it said before that. */
  private static String trickle(Socket socket) throws Exception {
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                said.complete(RunningApplication.readAll(socket));
              } catch (IOException e) {
                said.completeExceptionally(e);
              }
            });
    reader.start();
    while (!said.isDone()) {
      try {
        socket.getOutputStream().write('x');
      } catch (IOException closed) {
        break;
      }
      reader.join(100);
    }
    return said.get();
  }

  @Test
  void moreRequestsInWorkThanAllowedAnswer503AndAreWelcomeAgain() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(12);
    try {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> app.post("/in/slow", "{}"), senders));
      }
      List<HttpResponse<String>> refused = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        if (answer.get().statusCode() != 200) {
          refused.add(answer.get());
        }
      }

      assertThat(refused).hasSize(8).allSatisfy(answer -> assertProblem(answer, 503, "busy"));
      assertThat(refused.get(0).headers().firstValue("Retry-After")).isPresent();
      assertThat(app.post("/in/plain", "{}").statusCode()).isEqualTo(200);
    } finally {
      senders.shutdown();
    }
  }

  @Test
  void bodiesTogetherHaveALimit() throws Exception {
    List<Socket> senders = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Socket socket = app.connect();
        senders.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1048576\r\n\r\n"
                        + "x".repeat((1 << 20) - 1))
                    .getBytes(StandardCharsets.US_ASCII));
      }
      // The three are cut off after a second; until then there is no room for a fourth.
      Awaitility.await()
          .pollInterval(Duration.ofMillis(10))
          .untilAsserted(
              () -> assertProblem(app.post("/in/plain", "x".repeat(1 << 20)), 503, "busy"));
    } finally {
      for (Socket sender : senders) {
        sender.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/in/broken", "/in/unread"})
  void integrationThatDidNotStartAnswers503(String path) {
    HttpResponse<String> answer = app.post(path, "{}");

    assertProblem(answer, 503, "integration-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void secondRouteWithTheSamePathDoesNotReplaceTheFirst() {
    assertThat(app.post("/in/plain", "{}").body()).isEqualTo("ok");
  }

  @Test
  void failureInsideARouteAnswers500WithoutItsDetails() {
    HttpResponse<String> answer = app.post("/in/failing", "{}");

    assertProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("secret-detail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/in/headers",
        "/in/headers?CamelHttpUri=http://evil&x=1",
        "/in/headers?Set-Cookie=sid%3Devil&Location=http://evil",
        "/in/headers?X=a%0d%0aSet-Cookie:b"
      })
  void nothingOfARequestBecomesAHeaderOrComesBack(String path) {
    HttpResponse<String> answer =
        app.post(
            path,
            "{}",
            "CamelHttpUri",
            "http://evil",
            "cAMELhttpPath",
            "/evil",
            "Authorization",
            "Bearer secret",
            "cookie",
            "a=b",
            "X-Custom",
            "1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder("content-type", "content-length");
  }

  @Test
  void bodyOfARequestNeverComesBack() {
    HttpResponse<String> answer = app.post("/in/silent", "{\"x\":\"y\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/in/status", "/in/negative", "/in/type"})
  void impossibleAnswerOfARouteIs500AndGivesItsPlaceBack(String path) {
    for (int i = 0; i < 5; i++) {
      assertProblem(app.post(path, "{}"), 500, "internal-error");
    }
  }

  @Test
  void connectionThatEndsWithRequestsInItsPipelineGivesItsPlaceBack() throws IOException {
    String head = "POST /in/slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for (int i = 0; i < 60; i++) {
      try (Socket socket = app.connect()) {
        String whole = head + "Content-Length: 2\r\n\r\n{}";
        String begun = head + "Content-Length: 10\r\n\r\nab";
        socket.getOutputStream().write((whole + begun).getBytes(StandardCharsets.US_ASCII));
      }
    }

    Awaitility.await().until(() -> app.post("/in/plain", "{}").statusCode() == 200);
  }

  @Test
  void endpointThatIsBusyLeavesWorkersToOthers() {
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(CompletableFuture.supplyAsync(() -> app.post("/in/slow", "{}")));
    }
    HttpResponse<String> other = app.post("/in/plain", "{}");

    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(slow).anyMatch(answer -> !answer.isDone());
    assertThat(slow).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /in/plain HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n",
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
      })
  void whatTwoServersCouldReadInTwoWaysAnswers400(String request) throws IOException {
    assertThat(app.raw(request))
        .startsWith("HTTP/1.1 400 ")
        .contains("/problems/malformed-request");
  }

  @Test
  void brokenChunkEndsTheConnection() throws IOException {
    String answer =
        app.raw(
            "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");

    assertThat(answer).isEmpty();
  }

  @Test
  void otherExpectationAnswers417() throws IOException {
    assertThat(app.raw("POST /in/plain HTTP/1.1\r\nHost: x\r\nExpect: magic\r\n\r\n"))
        .startsWith("HTTP/1.1 417 ");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String one =
        "POST /in/plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\n\r\n{}";
    String answer =
        app.raw(one + "POST /in/no HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" + one);

    assertThat(answer).containsSubsequence("200 OK", "404 Not Found", "200 OK");
  }
}
