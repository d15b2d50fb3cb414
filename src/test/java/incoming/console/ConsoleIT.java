package incoming.console;

import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.console.AdminClient.Answer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The admin API of the whole application. */
class ConsoleIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir static Path folder;
  private static int port;
  private static RunningApplication app;
  private static AdminClient admin;
  private static AdminClient viewer;
  private static String token;
  private static String printed;

  @BeforeAll
  static void start() throws Exception {
    port = RunningApplication.freePort();
    PrintStream err = System.err;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    System.setErr(new PrintStream(copy, true, StandardCharsets.UTF_8));
    try {
      app =
          RunningApplication.in(folder)
              .property("camel.management.port", Integer.toString(port))
              .property("incoming.public-url", "https://hooks.example.com/")
              .property(
                  "incoming.console.tokens.reader.token", "a-token-to-look-at-everything-only")
              .property("incoming.console.tokens.reader.role", "view")
              .file("broken.camel.yaml", "- route: {id: broken, from: {uri: nowhere:x, steps: []}}")
              .start();
    } finally {
      System.setErr(err);
    }
    printed = copy.toString(StandardCharsets.UTF_8);
    token = Files.readString(folder.resolve("data/admin-token")).strip();
    admin = new AdminClient(port, token);
    viewer = new AdminClient(port, "a-token-to-look-at-everything-only");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String integration(String name) {
    return """
        {"name": "%s", "hashParameters": ["body.id"],
         "outgoing": {"method": "POST", "url": "http://127.0.0.1:%d/%s",
           "template": {"format": "json", "text": "{\\"n\\": {{ request.body.id }}}"}}}
        """
        .formatted(name, TARGET.getPort(), name);
  }

  /** Creates and publishes an integration, and waits until it runs; answers its endpoint's path. */
  private static String published(String name) {
    Answer created = admin.call("POST", "/integrations", integration(name));
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    Answer live =
        admin.call("POST", "/integrations/" + name + "/publish", null, "If-Match", created.etag());
    assertThat(live.status()).as(live.body().toString()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> admin.get("/integrations/" + name).body().has("running"));
    return URI.create(live.body().get("endpoint").asText()).getPath();
  }

  @Test
  void adminTokenIsMadeOnceAndPrintedAsALink() throws Exception {
    assertThat(printed).contains("http://127.0.0.1:" + port + "/console#token=" + token);
    assertThat(printed.indexOf(token)).isEqualTo(printed.lastIndexOf(token));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/admin-token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void integrationLivesFromItsDraftToItsEnd() {
    TARGET.stubFor(post("/life").willReturn(ok()));
    Answer created = admin.call("POST", "/integrations", integration("life"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.http().headers().firstValue("Location")).contains("/api/integrations/life");
    assertThat(created.body().get("endpoint").asText()).startsWith("https://hooks.example.com/in/");
    String path = URI.create(created.body().get("endpoint").asText()).getPath();
    assertThat(app.post(path, "{\"id\": 1}").statusCode()).isEqualTo(404);

    Answer live =
        admin.call("POST", "/integrations/life/publish", null, "If-Match", created.etag());
    assertThat(live.status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> app.post(path, "{\"id\": 1}").statusCode() == 200);
    assertThat(app.post(path, "{\"id\": 1}").statusCode()).isEqualTo(204);
    await()
        .untilAsserted(
            () ->
                TARGET.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/life"))
                        .withRequestBody(equalToJson("{\"n\": 1}"))));

    JsonNode versions = admin.get("/integrations/life/versions").body().get("versions");
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).get("by").asText()).isEqualTo("admin");
    assertThat(admin.get("/integrations/life/versions/1").body().at("/files/text").asText())
        .contains("id: life");
    assertThat(admin.get("/integrations/life/files").body().at("/published/text").asText())
        .contains("id: life");
    assertThat(admin.get("/integrations?limit=1").body().get("integrations")).hasSize(1);

    Answer draft =
        admin.call("POST", "/integrations/life/unpublish", null, "If-Match", live.etag());
    assertThat(draft.body().has("published")).isFalse();
    assertThat(admin.call("DELETE", "/integrations/life", null, "If-Match", draft.etag()).problem())
        .isEqualTo("/problems/query-invalid");
    assertThat(
            admin
                .call("DELETE", "/integrations/life?confirm=life", null, "If-Match", draft.etag())
                .status())
        .isEqualTo(204);
    assertThat(admin.get("/integrations/life").status()).isEqualTo(404);
    assertThat(
            admin
                .call("POST", "/integrations/life/versions/1/restore", null, "If-None-Match", "*")
                .status())
        .isEqualTo(200);
  }

  @Test
  void whoeverHasNotReadTheLastVersionChangesNothing() {
    Answer created = admin.call("POST", "/integrations", integration("twice"));
    String changed = created.body().at("/draft/integration").toString();

    assertThat(admin.call("PUT", "/integrations/twice", changed).status()).isEqualTo(428);
    Answer first =
        admin.call(
            "PUT",
            "/integrations/twice",
            changed.replace("\"description\":\"\"", "\"description\":\"mine\""),
            "If-Match",
            created.etag());
    assertThat(first.status()).as(first.body().toString()).isEqualTo(200);
    assertThat(
            admin.call("PUT", "/integrations/twice", changed, "If-Match", created.etag()).problem())
        .isEqualTo("/problems/changed-since");
    assertThat(
            admin.get("/integrations/twice").body().at("/draft/integration/description").asText())
        .isEqualTo("mine");
  }

  @Test
  void wrongFieldsAreToldWithTheirPlacesAndUnknownOnesAreRefused() {
    Answer wrong =
        admin.call(
            "POST",
            "/integrations",
            """
            {"name": "No Name", "rateLimit": {"perSecond": 0, "burst": 1}, "allowFrom": ["x"]}
            """);
    assertThat(wrong.status()).isEqualTo(422);
    List<String> pointers = new ArrayList<>();
    wrong.body().get("errors").forEach(error -> pointers.add(error.get("pointer").asText()));
    assertThat(pointers).contains("/name", "/rateLimit/perSecond", "/allowFrom/0");

    Answer unknown =
        admin.call("POST", "/integrations", "{\"name\": \"a\", \"outgoing\": {\"uri\": \"x\"}}");
    assertThat(unknown.body().at("/errors/0/pointer").asText()).isEqualTo("/outgoing/uri");
  }

  @Test
  void routeFileThatWouldBeRefusedIsNotPublished() {
    Answer created =
        admin.call(
            "PUT",
            "/integrations/bad-text/files",
            "{\"text\": \"- route:\\n    id: bad-text\\n    from:\\n      uri: nowhere:x\\n"
                + "      steps: []\\n\"}",
            "If-None-Match",
            "*");
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    assertThat(created.body().at("/draft/customised/reason").asText()).isNotBlank();

    Answer refused =
        admin.call("POST", "/integrations/bad-text/publish", null, "If-Match", created.etag());

    assertThat(refused.problem()).isEqualTo("/problems/route-file-refused");
    assertThat(refused.body().at("/findings/0/message").asText()).contains("nowhere");
    assertThat(folder.resolve("routes/bad-text.camel.yaml")).doesNotExist();
  }

  @Test
  void deliveriesAreListedShownReplayedAndDiscarded() {
    TARGET.stubFor(post("/dying").willReturn(badRequest()));
    String path = published("dying");
    assertThat(app.post(path, "{\"id\": 7}").statusCode()).isEqualTo(200);
    String list = "/deliveries?integration=dying&state=dead&limit=5";
    await().until(() -> viewer.get(list).body().get("deliveries").size() == 1);
    String eventId = viewer.get(list).body().at("/deliveries/0/eventId").asText();

    Answer one = viewer.get("/deliveries/" + eventId);
    assertThat(one.body().at("/event/body/id").asInt()).isEqualTo(7);
    assertThat(one.body().at("/tries/0/status").asInt()).isEqualTo(400);
    assertThat(
            viewer
                .get("/deliveries/" + eventId + "/preview")
                .body()
                .at("/requests/0/body")
                .asText())
        .isEqualTo("{\"n\": 7}");
    Answer queue = viewer.get("/integrations/dying/queue");
    assertThat(queue.body().get("deadLetters").asInt()).isOne();

    assertThat(admin.call("POST", "/integrations/dying/queue/pause", null).status()).isEqualTo(204);
    assertThat(viewer.get("/integrations/dying/queue").body().get("paused").asBoolean()).isTrue();
    assertThat(admin.call("POST", "/integrations/dying/queue/resume", null).status())
        .isEqualTo(204);
    TARGET.stubFor(post("/dying").willReturn(ok()));
    Answer replayed =
        admin.call("POST", "/integrations/dying/queue/replay", "{\"perSecond\": 100}");
    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.body().get("count").asInt()).isOne();
    await()
        .until(
            () ->
                viewer
                    .get("/deliveries/" + eventId)
                    .body()
                    .get("state")
                    .asText()
                    .equals("delivered"));
    assertThat(admin.call("POST", "/deliveries/" + eventId + "/discard", null).problem())
        .isEqualTo("/problems/delivery-in-work");
    assertThat(admin.call("POST", "/deliveries/" + eventId + "/replay", null).status())
        .isEqualTo(204);
  }

  @Test
  void impossibleQuestionsAreRefusedWithReasons() {
    assertThat(viewer.get("/deliveries?state=lost").problem()).isEqualTo("/problems/query-invalid");
    assertThat(viewer.get("/deliveries?limit=501").problem()).isEqualTo("/problems/query-invalid");
    assertThat(viewer.get("/deliveries?cursor=x").problem()).isEqualTo("/problems/query-invalid");
    assertThat(viewer.get("/deliveries?from=today").problem()).isEqualTo("/problems/query-invalid");
    assertThat(viewer.get("/deliveries?limit=1&limit=2").status()).isEqualTo(400);
    assertThat(viewer.get("/status?x=1").status()).isEqualTo(400);
    assertThat(viewer.get("/deliveries/nothing").status()).isEqualTo(404);
    assertThat(viewer.get("/integrations/unknown/queue").status()).isEqualTo(404);
    assertThat(admin.call("POST", "/integrations/unknown/queue/pause", null).status())
        .isEqualTo(404);
    assertThat(viewer.get("/nothing").status()).isEqualTo(404);
    assertThat(viewer.get("/integrations/..%2f..%2fetc").status()).isEqualTo(404);
    Answer method = viewer.call("PATCH", "/session", null);
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.http().headers().firstValue("Allow")).contains("DELETE, GET, HEAD, POST");
    assertThat(viewer.call("GET", "/status", null, "Accept", "text/html").status()).isEqualTo(406);
    assertThat(
            AdminClient.send(
                    viewer
                        .request("/keys")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"name\": \"x\"}")))
                .status())
        .isEqualTo(415);
    assertThat(admin.call("POST", "/integrations/dying/queue/pause", "{}").status()).isEqualTo(400);
    assertThat(admin.call("POST", "/keys", "{\"name\": \"" + "x".repeat(3 << 20) + "\"}").status())
        .isEqualTo(413);
  }

  @Test
  void keyIsShownOnceAndNeverAgain() {
    Answer created = admin.call("POST", "/keys", "{\"name\": \"partner\"}");
    assertThat(created.status()).isEqualTo(201);
    String secret = created.body().get("secret").asText();
    assertThat(secret).hasSizeGreaterThan(40);

    Answer list = viewer.get("/keys");
    assertThat(list.body().at("/keys/0/name").asText()).isEqualTo("partner");
    assertThat(list.http().body()).doesNotContain(secret);
    assertThat(admin.call("POST", "/keys", "{\"name\": \"partner\"}").status()).isEqualTo(409);
    assertThat(admin.call("POST", "/keys", "{\"name\": \"Not a name\"}").status()).isEqualTo(422);
    assertThat(admin.call("POST", "/keys/partner/disable", null).body().get("disabled").asBoolean())
        .isTrue();
    assertThat(admin.call("POST", "/keys/partner/enable", null).status()).isEqualTo(200);
    assertThat(admin.call("POST", "/login-keys/rotate", null).status()).isEqualTo(200);
    assertThat(viewer.get("/login-keys").body().get("keys")).isNotEmpty();
    assertThat(admin.call("DELETE", "/keys/partner", null).status()).isEqualTo(204);
    assertThat(admin.call("DELETE", "/keys/partner", null).status()).isEqualTo(404);
    assertThat(admin.get("/audit?limit=500").http().body()).doesNotContain(secret, token);
  }

  @Test
  void changesAreNotedWithWhoAndWhat() throws Exception {
    viewer.call("POST", "/keys", "{\"name\": \"forbidden\"}");

    JsonNode entry = admin.get("/audit?limit=500").body().get("entries");

    assertThat(entry)
        .anySatisfy(
            one -> {
              assertThat(one.get("who").asText()).isEqualTo("reader");
              assertThat(one.get("operation").asText()).isEqualTo("createKey");
              assertThat(one.get("status").asInt()).isEqualTo(403);
              assertThat(one.get("from").asText()).isEqualTo("127.0.0.1");
            });
    assertThat(Files.readString(folder.resolve("data/audit.log"))).doesNotContain(token);
  }

  @Test
  void browserLogsInChangesWithItsCsrfTokenAndLogsOut() {
    Answer login =
        AdminClient.send(
            admin
                .request("/session")
                .header("Content-Type", "application/json")
                .header("Origin", "http://127.0.0.1:" + port)
                .POST(BodyPublishers.ofString("{\"token\": \"" + token + "\"}")));
    assertThat(login.status()).isEqualTo(200);
    String set = login.http().headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/api").doesNotContain(token);
    String cookie = set.substring(0, set.indexOf(';'));
    String csrf = login.body().get("csrfToken").asText();

    assertThat(AdminClient.send(admin.request("/session").header("Cookie", cookie)).body())
        .isEqualTo(login.body());
    HttpRequest.Builder out = admin.request("/session").DELETE().header("Cookie", cookie);
    assertThat(AdminClient.send(out.copy()).problem()).isEqualTo("/problems/csrf-token-missing");
    assertThat(AdminClient.send(out.copy().header("X-CSRF-Token", csrf)).status()).isEqualTo(204);
    assertThat(AdminClient.send(admin.request("/session").header("Cookie", cookie)).status())
        .isEqualTo(401);
  }

  @Test
  void pagesOfOtherSitesAndOtherHostNamesAreRefused() throws Exception {
    assertThat(
            AdminClient.send(
                    admin
                        .request("/status")
                        .header("Authorization", "Bearer " + token)
                        .header("Origin", "https://evil.example"))
                .problem())
        .isEqualTo("/problems/other-site");
    assertThat(
            raw(
                "GET /api/status HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
                    + token
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421")
        .contains("/problems/host-unknown");
  }

  @Test
  void apiIsNotOnThePublicPort() {
    assertThat(app.send(app.request("/api/status")).statusCode()).isEqualTo(404);
    assertThat(app.send(app.request("/api/openapi.json")).statusCode()).isEqualTo(404);
  }

  @Test
  void bodyThatIsAnnouncedTooLargeIsRefusedBeforeItIsRead() throws Exception {
    assertThat(
            raw(
                "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + token
                    + "\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void strangerIsRefusedBeforeTheBodyIsRead() throws Exception {
    assertThat(
            raw(
                "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 99999999\r\n\r\n{"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void manyMoreCallsThanAtATimeAreServedOneAfterTheOther() {
    for (int i = 0; i < 50; i++) {
      assertThat(admin.call("POST", "/keys", "{\"name\": \"No Name\"}").status()).isEqualTo(422);
    }
  }

  @Test
  void callsThatBreakOffGiveTheirPlacesBack() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        String half =
            "POST /api/keys HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    await().until(() -> viewer.get("/status").status() == 200);
    for (int i = 0; i < 5; i++) {
      assertThat(viewer.get("/status").status()).isEqualTo(200);
    }
  }

  @Test
  void streamThatIsLeftGivesItsPlaceBack() throws Exception {
    admin.call("POST", "/integrations", integration("left"));
    assertThat(admin.call("POST", "/integrations/left/window", null).status()).isEqualTo(200);
    String request =
        "GET /api/integrations/left/window/events HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n\r\n";
    for (int i = 0; i < 40; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String status =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
        assertThat(status).as("stream " + i).isEqualTo("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void statusAndProblemsTellOfTheRouteFiles() {
    Answer status = viewer.get("/status");
    assertThat(status.body().at("/integrations/refused").asInt()).isOne();
    assertThat(status.body().at("/disk/free").asLong()).isPositive();

    Answer problems = viewer.get("/problems");
    assertThat(problems.body().at("/refused/0/integration").asText()).isEqualTo("broken");
    assertThat(problems.body().at("/findings/0/file").asText()).isEqualTo("broken.camel.yaml");
    assertThat(problems.body().at("/findings/0/message").asText()).contains("nowhere");
  }

  @Test
  void caughtRequestIsStreamedAndTriedOut() throws Exception {
    Answer created = admin.call("POST", "/integrations", integration("caught"));
    String path = URI.create(created.body().get("endpoint").asText()).getPath();
    assertThat(viewer.get("/integrations/caught/window").status()).isEqualTo(404);
    assertThat(viewer.get("/integrations/caught/sample").status()).isEqualTo(404);
    assertThat(admin.call("POST", "/integrations/caught/window", null).status()).isEqualTo(200);
    HttpResponse<java.io.InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                viewer
                    .request("/integrations/caught/window/events")
                    .header("Authorization", "Bearer " + token)
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
    try (BufferedReader events =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(next(events)).startsWith("event: opened\ndata: {\"until\"");
      assertThat(app.post(path, "not json").statusCode()).isEqualTo(400);
      assertThat(next(events)).startsWith("event: refused").contains("\"status\":400");
      assertThat(app.post(path, "{\"id\": 5}", "X-Request-Id", "r-1").statusCode()).isEqualTo(200);
      assertThat(next(events)).startsWith("event: caught").contains("body.id", "x-request-id");
      assertThat(events.readLine()).isNull();
    }
    assertThat(viewer.get("/integrations/caught/window").body().has("sample")).isTrue();
    Answer sample = viewer.get("/integrations/caught/sample");
    assertThat(sample.body().at("/event/body/id").asInt()).isEqualTo(5);

    Answer tried = admin.call("POST", "/integrations/caught/try", "{}");
    assertThat(tried.body().get("outcome").asText()).isEqualTo("accepted");
    assertThat(tried.body().at("/requests/0/body").asText()).isEqualTo("{\"n\": 5}");
    TARGET.stubFor(post("/caught").willReturn(ok("thanks")));
    Answer sent =
        admin.call(
            "POST",
            "/integrations/caught/try/send",
            "{\"version\": \"draft\", \"request\": {\"body\": \"{\\\"id\\\": 6}\"}}");
    assertThat(sent.body().at("/sent/0/answer").asText()).isEqualTo("thanks");
    assertThat(
            admin
                .call("POST", "/integrations/caught/try", "{\"version\": \"published\"}")
                .body()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/version");
    assertThat(
            admin
                .call("PUT", "/integrations/caught/sample", "{\"body\": \"{\\\"id\\\": 9}\"}")
                .body()
                .at("/event/body/id")
                .asInt())
        .isEqualTo(9);
    assertThat(admin.call("PUT", "/integrations/caught/sample", "{\"body\": \"x\"}").status())
        .isEqualTo(400);
  }

  @Test
  void endpointIsRotated() {
    Answer created = admin.call("POST", "/integrations", integration("rotated"));
    Answer rotated =
        admin.call(
            "POST",
            "/integrations/rotated/rotate",
            "{\"valid\": \"2d\"}",
            "If-Match",
            created.etag());

    assertThat(rotated.status()).as(rotated.body().toString()).isEqualTo(200);
    assertThat(rotated.body().get("endpoint")).isNotEqualTo(created.body().get("endpoint"));
    assertThat(rotated.body().at("/draft/integration/former/endpointId").asText())
        .isEqualTo(created.body().at("/draft/integration/endpointId").asText());
    assertThat(
            admin
                .call(
                    "POST",
                    "/integrations/rotated/rotate",
                    "{\"valid\": \"soon\"}",
                    "If-Match",
                    rotated.etag())
                .body()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/valid");
  }

  @Test
  void descriptionIsServedToAnyone() throws Exception {
    assertThat(AdminClient.send(admin.request("/openapi.json")).body().get("openapi").asText())
        .isEqualTo("3.1.0");
    assertThat(AdminClient.send(admin.request("/openapi.yaml")).http().body())
        .startsWith("openapi: 3.1.0");
  }

  private static String next(BufferedReader events) throws java.io.IOException {
    StringBuilder event = new StringBuilder();
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.isEmpty() && event.length() > 0) {
        return event.toString();
      } else if (!line.isEmpty() && !line.equals(":")) {
        event.append(line).append('\n');
      }
    }
    return event.toString();
  }

  private static String raw(String request) throws java.io.IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return RunningApplication.readAll(socket);
    }
  }
}
