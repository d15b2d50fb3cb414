package incoming.integration;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import incoming.RunningApplication;
import incoming.integration.Outcome.Changed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of integrations in the whole application. */
class PublishIT {
  private static final Duration LIVE = Duration.ofSeconds(10);

  @TempDir static Path folder;
  private static WireMockServer target;
  private static RunningApplication app;

  @BeforeAll
  static void start() throws Exception {
    target = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    target.start();
    target.stubFor(any(anyUrl()).willReturn(ok()));
    Files.createDirectories(folder.resolve("routes"));
    RunningApplication.Setup setup =
        RunningApplication.in(folder)
            .property("incoming.keys.demo.secret", "0123456789abcdef".repeat(4))
            .property("incoming.keys.api.api-key", "0123456789abcdef")
            .property("incoming.keys.login.basic.user", "anna")
            .property("incoming.keys.login.basic.password", "0123456789abcdef");
    for (String name : List.of("github", "meta", "slack", "stripe")) {
      setup.property("incoming.keys." + name + ".signing-secret", "0123456789abcdef");
    }
    app = setup.start();
  }

  @AfterAll
  static void stop() {
    app.close();
    target.stop();
  }

  private static Integration integration(String name, String path) {
    Integration named = AnyIntegration.named(name);
    return new Integration(
        name,
        "",
        "",
        named.endpointId(),
        null,
        "",
        null,
        null,
        null,
        new Filter.Conditions(
            Filter.Match.ALL,
            List.of(new Condition("body.kind", Operator.STARTS_WITH, "it's \"paid\" {{x}}"))),
        List.of("body.id"),
        null,
        new Outgoing(
            "POST",
            "http://127.0.0.1:" + target.port() + path,
            List.of(),
            "",
            null,
            null,
            new Template(Template.Format.JSON, "{\"id\": {{ request.body.id }}}")));
  }

  private static Outgoing here(Outgoing outgoing) {
    return new Outgoing(
        outgoing.method(),
        "http://127.0.0.1:" + target.port() + "/any",
        outgoing.headers(),
        "",
        outgoing.connectTimeoutMillis(),
        outgoing.responseTimeoutMillis(),
        outgoing.template());
  }

  private static Entry changed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Changed.class);
    return ((Changed) outcome).entry();
  }

  private static String endpoint(Entry entry) {
    return "/in/" + entry.current().integration().orElseThrow().endpointId();
  }

  private static int post(String path, int id) {
    return app.post(path, "{\"id\": " + id + ", \"kind\": \"it's \\\"paid\\\" {{x}}, twice\"}")
        .statusCode();
  }

  @Test
  void integrationLivesFromDraftToDeletion() {
    Integrations integrations = app.integrations();
    Entry draft = changed(integrations.create(integration("life", "/life")));
    String path = endpoint(draft);
    assertThat(post(path, 1)).isEqualTo(404);

    Entry published = changed(integrations.publish("life", draft.etag(), "anna"));
    Awaitility.await().atMost(LIVE).until(() -> post(path, 1) != 404);
    assertThat(post(path, 1)).isEqualTo(204);
    assertThat(app.post(path, "{\"id\": 2, \"kind\": \"open\"}").statusCode()).isEqualTo(200);
    Awaitility.await()
        .untilAsserted(
            () ->
                target.verify(
                    1,
                    postRequestedFor(urlEqualTo("/life")).withRequestBody(equalTo("{\"id\": 1}"))));

    Entry rotated = changed(integrations.rotate("life", Duration.ofDays(1), published.etag()));
    published = changed(integrations.publish("life", rotated.etag(), "anna"));
    String next = endpoint(published);
    Awaitility.await().atMost(LIVE).until(() -> post(next, 1) == 204);
    assertThat(post(path, 1)).as("a duplicate under the former endpoint").isEqualTo(204);
    assertThat(post(path, 3)).isEqualTo(200);
    assertThat(post(next, 3)).isEqualTo(204);

    draft = changed(integrations.unpublish("life", published.etag()));
    Awaitility.await().atMost(LIVE).until(() -> post(next, 4) == 404);
    assertThat(integrations.delete("life", "life", draft.etag())).isEqualTo(new Outcome.Deleted());
    assertThat(integrations.versions("life")).hasSize(2);
  }

  @Test
  void templateThatIsWrongIsFoundBeforeAnythingChanges() {
    Integrations integrations = app.integrations();
    Integration good = integration("wrong", "/wrong");
    Outgoing out = good.outgoing();
    Integration bad =
        new Integration(
            "wrong",
            "",
            "",
            "",
            null,
            "",
            new Authentication.Jwt("nobody"),
            null,
            null,
            null,
            null,
            null,
            new Outgoing(
                "POST",
                out.url(),
                null,
                "",
                null,
                null,
                new Template(Template.Format.JSON, "{\n\"id\": {{ request.body.id }")));
    Entry draft = changed(integrations.create(bad));

    assertThat(integrations.publish("wrong", draft.etag(), "anna"))
        .isInstanceOfSatisfying(
            Outcome.Findings.class,
            outcome ->
                assertThat(outcome.findings())
                    .extracting(finding -> finding.file().getFileName() + ":" + finding.line())
                    .contains("wrong.json.j2:2", "wrong.camel.yaml:9"));
    assertThat(folder.resolve("routes/wrong.camel.yaml")).doesNotExist();
  }

  @Test
  void textThatCannotBeBuiltIsFoundBeforeAnythingChanges() {
    String text =
        """
        - route:
            id: unbuildable
            from:
              uri: platform-http:/in/unbuildable
              steps:
                - doTry:
                    steps:
                      - log: x
                    doCatch:
                      - exception: [no.such.Failure]
                        steps:
                          - log: y
        """;
    Entry draft = changed(app.integrations().create("unbuildable", new RouteFile(text, null)));

    assertThat(app.integrations().publish("unbuildable", draft.etag(), "anna"))
        .isInstanceOfSatisfying(
            Outcome.Findings.class,
            outcome ->
                assertThat(outcome.findings())
                    .singleElement()
                    .asString()
                    .contains("cannot be built", "no.such.Failure"));
    assertThat(folder.resolve("routes/unbuildable.camel.yaml")).doesNotExist();
    assertThat(app.integrations().find("unbuildable")).contains(draft);
  }

  @Test
  void whatAFormWritesIsLoaded() {
    Map<String, Integration> all = new HashMap<>();
    List<Integration> any = AnyIntegration.running().list().ofSize(25).sample();
    for (int i = 0; i < any.size(); i++) {
      Integration one = any.get(i);
      String name = "any-" + i;
      all.put(
          name,
          new Integration(
              name,
              one.description(),
              one.icon(),
              "",
              null,
              one.maxBodySize(),
              one.authentication(),
              one.allowFrom(),
              one.rateLimit(),
              one.filter(),
              one.hashParameters(),
              one.delivery(),
              here(one.outgoing())));
    }
    all.values().forEach(integration -> changed(app.integrations().create(integration)));
    for (String name : all.keySet()) {
      Entry entry = app.integrations().find(name).orElseThrow();
      assertThat(entry.current().file().text()).isNotEmpty();
      changed(app.integrations().publish(name, entry.etag(), "anna"));
    }

    for (String name : all.keySet()) {
      String path = endpoint(app.integrations().find(name).orElseThrow());
      Awaitility.await()
          .atMost(LIVE)
          .untilAsserted(
              () ->
                  assertThat(app.post(path, "{\"a\": 1}").statusCode())
                      .isIn(200, 204, 401, 403, 422, 504));
    }
  }

  @Test
  void requestsNoticeNothingOfPublishing() throws Exception {
    Integrations integrations = app.integrations();
    Entry entry = changed(integrations.create(integration("busy", "/busy")));
    entry = changed(integrations.publish("busy", entry.etag(), "anna"));
    String path = endpoint(entry);
    Awaitility.await().atMost(LIVE).until(() -> post(path, 0) != 404);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try {
      Future<List<Integer>> statuses =
          sender.submit(
              () -> {
                List<Integer> all = new ArrayList<>();
                for (int id = 1; !over.get(); id++) {
                  all.add(post(path, id));
                }
                return all;
              });
      for (int version = 2; version <= 4; version++) {
        Integration current = entry.current().integration().orElseThrow();
        String to = "/busy/" + version;
        Integration next =
            new Integration(
                "busy",
                "version " + version,
                "",
                current.endpointId(),
                null,
                "",
                null,
                null,
                null,
                null,
                current.hashParameters(),
                null,
                integration("busy", to).outgoing());
        entry = changed(integrations.save("busy", next, entry.etag()));
        entry = changed(integrations.publish("busy", entry.etag(), "anna"));
        Awaitility.await()
            .atMost(LIVE)
            .untilAsserted(
                () -> assertThat(target.findAll(postRequestedFor(urlEqualTo(to)))).isNotEmpty());
      }
      over.set(true);

      assertThat(statuses.get()).isNotEmpty().containsOnly(200);
    } finally {
      over.set(true);
      sender.shutdownNow();
    }
  }
}
