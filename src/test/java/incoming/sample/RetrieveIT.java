package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.RunningApplication;
import incoming.config.Settings;
import incoming.history.Criteria;
import incoming.http.DoorComponent;
import incoming.http.DoorFactory;
import incoming.http.DoorSettings;
import incoming.sample.Windows.Opening;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows on the door of the whole application, for drafts and for what is published. */
class RetrieveIT {
  private static final String KEY = "a-key-that-is-presented-as-it-is";
  private static final String DRAFT = "4b1e0d1c-0000-4000-8000-000000000001";
  private static final String PUBLISHED = "4b1e0d1c-0000-4000-8000-000000000002";

  @TempDir static Path folder;
  private static RunningApplication app;

  private final Map<String, Candidate> drafts = new ConcurrentHashMap<>();
  private final Map<String, Sample> kept = new ConcurrentHashMap<>();
  private final Waiting waiting = new Waiting();
  private volatile Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private Windows windows;

  @BeforeAll
  static void start() {
    app =
        RunningApplication.in(folder)
            .property("incoming.keys.partner.api-key", KEY)
            .file("live.camel.yaml", route("live", PUBLISHED, "- to: incoming:api-key?key=partner"))
            .file("live.json.j2", "{}")
            .start();
  }

  @AfterAll
  static void end() {
    app.close();
  }

  @BeforeEach
  void open() {
    DoorFactory doors = app.camel().getRegistry().lookupByNameAndType("doors", DoorFactory.class);
    windows =
        new Windows(
            app.camel(),
            doors.table(),
            () ->
                new DoorComponent(
                    doors.table(), DoorSettings.read(new Settings(Map.of())), app.port()),
            endpointId -> Optional.ofNullable(drafts.get(endpointId)),
            kept::put,
            Optional.empty(),
            () -> now);
    drafts.put(DRAFT, draft("- to: incoming:api-key?key=partner"));
  }

  @AfterEach
  void close() {
    windows.close();
  }

  /** A target that nobody may call: a delivery would be a dead letter, and seen. */
  private static String route(String name, String endpointId, String admitting) {
    return """
    - route:
        id: %1$s
        from:
          uri: platform-http:/in/%2$s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            %3$s
            - to: incoming:flatten
            - to: incoming:accept
    - route:
        id: %1$s-delivery
        from:
          uri: incoming:deliveries/%1$s
          steps:
            - to: jinjava:%1$s.json.j2
            - to: http://127.0.0.1:1/?httpMethod=POST
    """
        .formatted(name, endpointId, admitting);
  }

  private static Candidate draft(String admitting) {
    return new Candidate("fresh", route("fresh", DRAFT, admitting), Map.of("fresh.json.j2", "{}"));
  }

  private static HttpResponse<String> post(String endpointId, String body, String... headers) {
    return app.post("/in/" + endpointId, body, headers);
  }

  private int events() {
    return app.deliveries().page(Criteria.all(100)).deliveries().size();
  }

  @Test
  void draftAnswers404WithoutAWindow() {
    assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(404);
  }

  @Test
  void firstValidRequestToADraftIsCaughtAndTriggersNothing() {
    int before = events();
    assertThat(windows.open(DRAFT, waiting)).isEqualTo(new Opening.Open(now.plus(Windows.LENGTH)));

    HttpResponse<String> answer =
        post(DRAFT + "?src=shop&token=t0ps3cret", "{\"id\": 1.0}", "X-Api-Key", KEY, "X-Shop", "a");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("eventId");
    waiting.awaitTold("Opened", "Caught");
    Sample sample = waiting.caught();
    assertThat(new String(sample.json(), UTF_8))
        .contains("\"body\":{\"id\":1.0}", "\"src\":\"shop\"", "\"x-shop\":\"a\"", DRAFT)
        .doesNotContain(KEY, "t0ps3cret");
    assertThat(kept).containsEntry(DRAFT, sample);
    assertThat(windows.find(DRAFT))
        .contains(new WindowState(now.plus(Windows.LENGTH), Optional.of(sample)));
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(404));
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void reasonsOfRefusalsAreToldAndTheWindowStaysOpen() {
    windows.open(DRAFT, waiting);

    assertThat(post(DRAFT, "{}").statusCode()).isEqualTo(401);
    assertThat(post(DRAFT, "{", "X-Api-Key", KEY).statusCode()).isEqualTo(400);
    assertThat(
            app.send(app.request("/in/" + DRAFT).POST(BodyPublishers.ofString("a=b"))).statusCode())
        .isEqualTo(415);
    assertThat(app.send(app.request("/in/" + DRAFT)).statusCode()).isEqualTo(405);
    assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(200);

    waiting.awaitTold(
        "Opened",
        "Refused /problems/api-key-missing",
        "Refused /problems/not-json",
        "Refused /problems/unsupported-media-type",
        "Refused /problems/method-not-allowed",
        "Caught");
  }

  @Test
  void windowClosesItselfAfter90Seconds() {
    windows.open(DRAFT, waiting);
    now = now.plus(Windows.LENGTH).minusMillis(1);
    windows.sweepNow();
    assertThat(post(DRAFT, "{}").statusCode()).isEqualTo(401);

    now = now.plusMillis(1);
    windows.sweepNow();

    assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(404);
    waiting.awaitTold("Opened", "Refused /problems/api-key-missing", "Over");
    assertThat(windows.find(DRAFT)).isEmpty();
    assertThat(kept).isEmpty();
  }

  @Test
  void publishedIntegrationIsCaughtAndProcessedAsUsual() {
    int before = events();
    windows.open(PUBLISHED, waiting);

    assertThat(post(PUBLISHED, "{\"n\": 1}", "X-Api-Key", "wrong").statusCode()).isEqualTo(401);
    HttpResponse<String> answer = post(PUBLISHED, "{\"n\": 2}", "X-Api-Key", KEY);
    assertThat(post(PUBLISHED, "{\"n\": 3}", "X-Api-Key", KEY).statusCode()).isEqualTo(200);

    waiting.awaitTold("Opened", "Refused /problems/api-key-invalid", "Caught");
    assertThat(answer.body()).contains(waiting.caught().event().eventId());
    assertThat(new String(waiting.caught().json(), UTF_8)).contains("{\"n\":2}");
    Awaitility.await().untilAsserted(() -> assertThat(events()).isEqualTo(before + 2));
  }

  @Test
  void manyWaitAtOneWindow() {
    Waiting second = new Waiting();
    Waiting third = new Waiting();
    windows.open(DRAFT, waiting);
    windows.open(DRAFT, second);
    windows.open(DRAFT, third);
    windows.leave(DRAFT, third);

    post(DRAFT, "{}", "X-Api-Key", KEY);

    waiting.awaitTold("Opened", "Caught");
    second.awaitTold("Opened", "Caught");
    assertThat(third.told()).containsExactly("Opened");
  }

  @Test
  void oneOfManyAtOnceIsCaughtAndTheOthersFindNothing() throws Exception {
    windows.open(DRAFT, waiting);
    ExecutorService senders = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        requests.add(() -> post(DRAFT, "{}", "X-Api-Key", KEY).statusCode());
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : senders.invokeAll(requests)) {
        answers.add(answer.get());
      }

      assertThat(answers).containsOnly(200, 404).containsOnlyOnce(200);
      waiting.awaitTold("Opened", "Caught");
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void anotherWindowOpensBehindOneThatHasCaught() {
    windows.open(DRAFT, waiting);
    post(DRAFT, "{}", "X-Api-Key", KEY);
    waiting.awaitTold("Opened", "Caught");

    Waiting second = new Waiting();
    windows.open(DRAFT, second);
    assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(200);
    second.awaitTold("Opened", "Caught");
  }

  @Test
  void integrationThatIsPublishedMeanwhileTakesThePath() {
    drafts.put(
        DRAFT,
        new Candidate("later", route("later", DRAFT, "- to: incoming:rate-limit"), Map.of()));
    windows.open(DRAFT, waiting);
    RunningApplication.in(folder)
        .file("later.json.j2", "{}")
        .file("later.camel.yaml", route("later", DRAFT, "- to: incoming:rate-limit"));
    DoorFactory doors = app.camel().getRegistry().lookupByNameAndType("doors", DoorFactory.class);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(app.manage("/observe/health").body())
                    .containsPattern("later.camel.yaml\"\\s*,\\s*\"version\""));
    int before = events();

    assertThat(post(DRAFT, "{}").statusCode()).isEqualTo(200);

    waiting.awaitTold("Opened", "Caught");
    Awaitility.await().untilAsserted(() -> assertThat(events()).isEqualTo(before + 1));
    assertThat(doors.table().serves("/in/" + DRAFT)).isTrue();
    assertThat(folder.resolve("routes/later.camel.yaml").toFile().delete()).isTrue();
    Awaitility.await()
        .untilAsserted(() -> assertThat(doors.table().serves("/in/" + DRAFT)).isFalse());
  }

  @Test
  void whatCannotBeServedIsRefusedWithTheReason() {
    assertThat(windows.open("nobody", waiting))
        .isInstanceOfSatisfying(
            Opening.Refused.class,
            refused ->
                assertThat(refused.problem().type()).isEqualTo("/problems/endpoint-unknown"));
    drafts.put(DRAFT, draft("- setHeader: {name: a, constant: b}"));
    assertThat(windows.open(DRAFT, waiting))
        .isInstanceOfSatisfying(
            Opening.Refused.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(422);
              assertThat(refused.problem().detail())
                  .contains("'setHeader' stands before 'to: incoming:flatten'");
            });
    drafts.put(DRAFT, draft("- to: incoming:api-key?key=nobody"));
    assertThat(windows.open(DRAFT, waiting))
        .isInstanceOfSatisfying(
            Opening.Refused.class,
            refused ->
                assertThat(refused.problem().detail()).contains("there is no API key 'nobody'"));
    assertThat(post(DRAFT, "{}", "X-Api-Key", KEY).statusCode()).isEqualTo(404);
    assertThat(waiting.told()).isEmpty();
  }

  @Test
  void nothingOfADraftStaysInCamel() {
    int endpoints = app.camel().getEndpoints().size();
    int routes = app.camel().getRoutesSize();

    for (int i = 0; i < 5; i++) {
      Waiting here = new Waiting();
      windows.open(DRAFT, here);
      post(DRAFT, "{}", "X-Api-Key", KEY);
      here.awaitTold("Opened", "Caught");
    }
    now = now.plus(Windows.LENGTH);
    windows.sweepNow();

    assertThat(app.camel().getEndpoints()).hasSize(endpoints);
    assertThat(app.camel().getRoutesSize()).isEqualTo(routes);
    assertThat(app.manage("/observe/metrics").body()).doesNotContain("draft");
  }
}
