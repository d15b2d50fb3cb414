package incoming.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.cli.Shell.Result;
import java.io.File;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Integrations from nothing to their calls, with the whole application and the command line. */
class SeedCliIT {
  private static final Duration LIVE = Duration.ofSeconds(20);
  private static final String CART =
      """
      {"customer_email": "anna@example.com", "order_number": "A-1001",
       "products": [{"group_id": "g-7", "name": "12\\" boots", "price": 119.90}]}
      """;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir static Path folder;
  private static RunningApplication app;
  private static Shell shell;

  @BeforeAll
  static void start() throws Exception {
    int port = RunningApplication.freePort();
    app =
        RunningApplication.in(folder)
            .property("camel.management.port", Integer.toString(port))
            .property("incoming.login.issuer", "https://hooks.example.com")
            .file("broken.camel.yaml", "- route: {id: broken, from: {uri: nowhere:x, steps: []}}")
            .start();
    Files.writeString(folder.resolve("application.properties"), "camel.management.port=" + port);
    Files.writeString(folder.resolve("id.json.j2"), "{\"n\": {{ request.body.id }}}");
    shell = new Shell(folder);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String run(String... arguments) {
    Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    return result.output();
  }

  private static JsonNode json(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--output";
    all[arguments.length + 1] = "json";
    return Json.read(run(all));
  }

  private static String path(String name) throws Exception {
    return URI.create(json("show", name).get("endpoint").asText()).getPath();
  }

  private static String target(String path) {
    return "http://127.0.0.1:" + TARGET.getPort() + path;
  }

  private static String token(String secret) throws Exception {
    HttpResponse<String> login =
        app.post("/uauth/v2/auth/login/profile", "{\"apiKey\":\"" + secret + "\"}");
    assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
    return Json.read(login.body()).get("token").asText();
  }

  private static int send(String path, String body, String... headers) {
    return app.post(path, body, headers).statusCode();
  }

  @Test
  void cartIsAnIntegrationFromItsKeyToItsCall() throws Exception {
    TARGET.stubFor(post("/events/custom").willReturn(ok()));
    String secret = run("keys", "create", "shop").strip();
    run("create", "cart-abandoned", "--auth", "jwt:shop", "--description", "Carts left behind");
    String path = path("cart-abandoned");
    await().until(() -> app.post("/uauth/v2/auth/login/profile", "{}").statusCode() != 404);
    String bearer = "Bearer " + token(secret);
    String[] headers = {"Authorization", bearer, "X-Request-Id", "17"};
    assertThat(send(path, CART, headers)).isEqualTo(404);

    CompletableFuture<Result> retrieving =
        supplyAsync(() -> shell.run("retrieve", "cart-abandoned"));
    await().atMost(LIVE).until(() -> send(path, CART) == 401);
    await().atMost(LIVE).until(() -> send(path, CART, headers) == 200);
    Result retrieved = retrieving.get(60, TimeUnit.SECONDS);
    assertThat(retrieved.exitCode()).as(retrieved.errors()).isZero();
    assertThat(retrieved.output())
        .contains("\"customer_email\" : \"anna@example.com\"")
        .containsPattern("body\\.products\\[0]\\.price +number +119\\.90")
        .contains("headers[\"x-request-id\"]")
        .doesNotContain(bearer);
    assertThat(retrieved.errors()).contains("Waiting until ", path);
    assertThat(json("parameters", "cart-abandoned").get("parameters"))
        .anySatisfy(
            one -> {
              assertThat(one.get("name").asText()).isEqualTo("body.order_number");
              assertThat(one.get("type").asText()).isEqualTo("string");
            });

    run(
        "save",
        "cart-abandoned",
        "--hash=body.order_number",
        "--hash=headers[\"x-request-id\"]",
        "--url=" + target("/events/custom"),
        "--template=" + Path.of("routes", "cart-abandoned.json.j2"));
    assertThat(send(path, CART, headers)).isEqualTo(404);
    assertThat(run("try", "cart-abandoned"))
        .contains("outcome         accepted (200)", "hash            new", "12\\\" boots");
    assertThat(run("show", "cart-abandoned", "--yaml"))
        .contains("incoming:jwt?apiKey=shop", "expression: body.order_number");

    assertThat(run("publish", "cart-abandoned")).contains("published       yes");
    await().atMost(LIVE).until(() -> send(path, CART, headers) == 200);
    assertThat(send(path, CART, headers)).isEqualTo(204);
    assertThat(send(path, CART)).isEqualTo(401);
    await()
        .atMost(LIVE)
        .untilAsserted(
            () ->
                TARGET.verify(
                    1,
                    postRequestedFor(urlPathEqualTo("/events/custom"))
                        .withRequestBody(
                            equalToJson(
                                """
                                {"action": "goal.achieve", "label": "Cart abandoned",
                                 "client": {"email": "anna@example.com"},
                                 "params": {"orderNumber": "A-1001", "products": [
                                   {"groupId": "g-7", "name": "12\\" boots", "price": 119.90}]},
                                 "eventSalt": "${json-unit.any-string}"}
                                """))));
    await()
        .atMost(LIVE)
        .until(() -> run("deliveries", "list", "--state=delivered").contains("cart-abandoned"));

    assertThat(run("keys", "disable", "shop")).isEqualTo("shop is disabled.\n");
    await().atMost(LIVE).until(() -> send(path, CART, headers) == 401);
    assertThat(run("keys", "list")).contains("shop").doesNotContain(secret);
  }

  @Test
  void deadLettersAreLookedAtAndReplayed() throws Exception {
    TARGET.stubFor(post("/dead").willReturn(badRequest().withBody("\u001b[31mno")));
    run(
        "create",
        "dead",
        "--hash=body.id",
        "--url=" + target("/dead"),
        "--template=" + folder.resolve("id.json.j2"));
    String path = path("dead");
    run("publish", "dead");
    await().atMost(LIVE).until(() -> send(path, "{\"id\": 1}") == 200);
    String[] dead = {"deliveries", "list", "--state=dead", "--integration=dead"};
    await().atMost(LIVE).until(() -> json(dead).get("deliveries").size() == 1);
    String id = json(dead).at("/deliveries/0/eventId").asText();
    assertThat(run(dead)).contains(id, "400");
    assertThat(run("deliveries", "show", id)).contains("[31mno").doesNotContain("\u001b");
    assertThat(run("deliveries", "preview", id)).contains("POST " + target("/dead"), "{\"n\": 1}");

    TARGET.stubFor(post("/dead").willReturn(ok()));
    assertThat(run("replay", "dead", "--rate", "50")).isEqualTo("1 dead letters are replayed.\n");
    await()
        .atMost(LIVE)
        .until(() -> json("deliveries", "show", id).get("state").asText().equals("delivered"));
    assertThat(run("pause", "dead")).isEqualTo("dead is paused.\n");
    assertThat(send(path, "{\"id\": 2}")).isEqualTo(200);
    await().atMost(LIVE).untilAsserted(() -> assertThat(run("status")).containsPattern("dead +1 "));
    run("resume", "dead");
    await()
        .atMost(LIVE)
        .untilAsserted(
            () ->
                TARGET.verify(
                    postRequestedFor(urlPathEqualTo("/dead"))
                        .withRequestBody(equalToJson("{\"n\": 2}"))));
    assertThat(shell.run("deliveries", "replay", "../status").exitCode()).isEqualTo(1);
  }

  @Test
  void versionsComeAndGo() throws Exception {
    run(
        "create",
        "versions",
        "--url=" + target("/v"),
        "--template=" + folder.resolve("id.json.j2"));
    String first = json("show", "versions").get("etag").asText();
    run("publish", "versions", "--if-match", first);
    run("save", "versions", "--description", "second");
    Result late = shell.run("publish", "versions", "--if-match", first);
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.errors()).contains("(412)", "Somebody else has changed it");
    run("discard", "versions");
    run("rotate", "versions", "--valid", "1d");
    run("publish", "versions");
    assertThat(json("versions", "versions").get("versions")).hasSize(2);

    run("unpublish", "versions");
    run("delete", "versions", "--confirm", "versions");
    Result gone = shell.run("show", "versions");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.errors()).contains("(404)");
    assertThat(run("restore", "versions", "1")).contains("draft           yes");
    assertThat(run("list")).containsPattern("versions +draft");
  }

  @Test
  void whatIsWrongIsTold() {
    assertThat(run("problems")).contains("broken.camel.yaml");
    Result wrong = shell.run("create", "No Name", "--auth", "jwt:", "--filter", "x");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.errors()).contains("/name", "/filter/path", "/authentication/key");
    assertThat(shell.run("show", "../status").errors()).contains("(404)");
  }

  @Test
  void commandLoadsNothingOfWhatTheApplicationRunsOn() throws Exception {
    File loaded = folder.resolve("loaded").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-jar",
                Path.of("target", "incoming.jar").toAbsolutePath().toString(),
                "list")
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("list").toFile())
            .redirectError(folder.resolve("list-errors").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("list-errors")).isEmptyFile();
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("list")).content().contains("broken");
    // Of Infinispan the JVM itself asks a provider of URLs, found by its ServiceLoader.
    assertThat(Files.readAllLines(loaded.toPath()))
        .anyMatch(line -> line.contains("incoming.cli.Api "))
        .noneMatch(
            line ->
                line.matches(
                    ".* (org\\.apache\\.camel|io\\.vertx|io\\.netty|ch\\.qos|org\\.infinispan(?!\\.commons\\.jdkspecific)).*"));
  }
}
