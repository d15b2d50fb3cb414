package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.RunningApplication;
import incoming.history.Criteria;
import incoming.infinispan.InfinispanServer;
import incoming.integration.RouteFile;
import incoming.integration.Template;
import incoming.sample.Windows.Opening;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows over two nodes, which share an Infinispan server and nothing else. */
class SharedWindowsIT {
  private static final String KEY = "a-key-that-is-presented-as-it-is";
  private static final String PUBLISHED = "4b1e0d1c-0000-4000-8000-00000000000a";

  @TempDir static Path folder;
  private static InfinispanServer server;
  private static RunningApplication one;
  private static RunningApplication two;

  private final String draft = UUID.randomUUID().toString();
  private final String name = "draft-" + draft;
  private final Waiting atOne = new Waiting();
  private final Waiting atTwo = new Waiting();

  @BeforeAll
  static void start() {
    server = InfinispanServer.start(folder.resolve("server"));
    one = node("one");
    two = node("two");
    await().until(() -> canOpen(one) && canOpen(two));
  }

  private static RunningApplication node(String name) {
    return RunningApplication.in(folder.resolve(name))
        .property("incoming.keys.partner.api-key", KEY)
        .property("incoming.infinispan.hosts", server.host())
        .property("incoming.infinispan.user", InfinispanServer.USER)
        .property("incoming.infinispan.password", InfinispanServer.PASSWORD)
        .file("live.camel.yaml", route("live", PUBLISHED))
        .file("live.json.j2", "{}")
        .start();
  }

  @AfterAll
  static void end() {
    one.close();
    two.close();
    server.close();
  }

  /** A target that nobody may call: a delivery would be a dead letter, and seen. */
  private static String route(String name, String endpointId) {
    return """
    - route:
        id: %1$s
        from:
          uri: platform-http:/in/%2$s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - to: incoming:api-key?key=partner
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
        .formatted(name, endpointId);
  }

  private static boolean canOpen(RunningApplication node) {
    return node.windows().open("nobody", event -> {}) instanceof Opening.Refused refused
        && refused.problem().status() == 404;
  }

  private void saveDraft(RunningApplication node) {
    node.integrations()
        .create(name, new RouteFile(route(name, draft), new Template(Template.Format.JSON, "{}")));
  }

  private static HttpResponse<String> post(RunningApplication node, String endpoint, String body) {
    return node.post("/in/" + endpoint, body, "X-Api-Key", KEY);
  }

  private static int events(RunningApplication node) {
    return node.deliveries().page(Criteria.all(100)).deliveries().size();
  }

  private static void open(RunningApplication node, String endpoint, Waiting waiting) {
    assertThat(node.windows().open(endpoint, waiting)).isInstanceOf(Opening.Open.class);
  }

  private static String refusal(Opening opening) {
    return opening instanceof Opening.Refused refused ? refused.problem().type() : "open";
  }

  @Test
  void draftOfOneNodeIsCaughtOnceAtAnotherAndToldAtBoth() {
    saveDraft(one);
    assertThat(post(two, draft, "{}").statusCode()).isEqualTo(404);

    open(one, draft, atOne);
    assertThat(two.windows().find(draft)).isPresent();
    assertThat(two.windows().join(draft, atTwo)).isInstanceOf(Opening.Open.class);
    HttpResponse<String> answer = post(two, draft, "{\"n\": 1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    atOne.awaitTold("Opened", "Caught");
    atTwo.awaitTold("Opened", "Caught");
    assertThat(answer.body()).contains(atOne.caught().event().eventId());
    assertThat(atTwo.caught()).isEqualTo(atOne.caught());
    assertThat(kept("one")).contains(atOne.caught());
    assertThat(kept("two")).isEmpty();
    assertThat(one.windows().find(draft).orElseThrow().caught()).contains(atOne.caught());
    assertThat(two.windows().find(draft).orElseThrow().caught()).contains(atOne.caught());
    assertThat(post(one, draft, "{}").statusCode()).isEqualTo(404);
    assertThat(post(two, draft, "{}").statusCode()).isEqualTo(404);
  }

  private Optional<Sample> kept(String node) {
    return new KeptSamples(folder.resolve(node).resolve("data/drafts")).find(name);
  }

  @Test
  void publishedIntegrationIsCaughtAtAnyNodeAndProcessedAsUsual() {
    int before = events(two);
    open(one, PUBLISHED, atOne);
    assertThat(two.windows().join(PUBLISHED, atTwo)).isInstanceOf(Opening.Open.class);

    assertThat(post(two, PUBLISHED, "{\"n\": 1}").statusCode()).isEqualTo(200);
    assertThat(post(one, PUBLISHED, "{\"n\": 2}").statusCode()).isEqualTo(200);

    atOne.awaitTold("Opened", "Caught");
    atTwo.awaitTold("Opened", "Caught");
    assertThat(atTwo.caught()).isEqualTo(atOne.caught());
    await().untilAsserted(() -> assertThat(events(two)).isEqualTo(before + 1));
  }

  @Test
  void oneOfManyRequestsToBothNodesAtOnceIsCaught() throws Exception {
    saveDraft(one);
    open(one, draft, atOne);
    assertThat(two.windows().join(draft, atTwo)).isInstanceOf(Opening.Open.class);
    ExecutorService senders = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        requests.add(() -> post(one, draft, "{}").statusCode());
        requests.add(() -> post(two, draft, "{}").statusCode());
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : senders.invokeAll(requests)) {
        answers.add(answer.get());
      }

      assertThat(answers).containsOnly(200, 404).containsOnlyOnce(200);
      atOne.awaitTold("Opened", "Caught");
      atTwo.awaitTold("Opened", "Caught");
      assertThat(atTwo.caught()).isEqualTo(atOne.caught());
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void reasonOfARefusalIsToldAtEveryNode() {
    saveDraft(one);
    open(one, draft, atOne);
    two.windows().join(draft, atTwo);

    assertThat(two.post("/in/" + draft, "{}").statusCode()).isEqualTo(401);
    atOne.awaitTold("Opened", "Refused /problems/api-key-missing");
    assertThat(post(one, draft, "{").statusCode()).isEqualTo(400);
    atTwo.awaitTold("Opened", "Refused /problems/api-key-missing", "Refused /problems/not-json");

    assertThat(post(one, draft, "{}").statusCode()).isEqualTo(200);
    atOne.awaitTold(
        "Opened", "Refused /problems/api-key-missing", "Refused /problems/not-json", "Caught");
  }

  @Test
  void windowThatAnotherNodeHasOpenedIsJoinedAndOneThatHasCaughtIsFollowedByAnother() {
    open(one, PUBLISHED, atOne);
    open(two, PUBLISHED, atTwo);
    post(one, PUBLISHED, "{\"n\": 3}");
    atOne.awaitTold("Opened", "Caught");
    atTwo.awaitTold("Opened", "Caught");

    Waiting again = new Waiting();
    open(two, PUBLISHED, again);
    assertThat(one.windows().join(PUBLISHED, new Waiting())).isInstanceOf(Opening.Open.class);
    post(one, PUBLISHED, "{\"n\": 4}");
    again.awaitTold("Opened", "Caught");
    assertThat(again.caught()).isNotEqualTo(atOne.caught());
  }

  @Test
  void webhooksGoOnWithoutTheServerAndWindowsWithIt() {
    saveDraft(one);
    open(one, draft, atOne);
    server.kill();

    assertThat(post(one, PUBLISHED, "{\"n\": 5}").statusCode()).isEqualTo(200);
    assertThat(post(two, PUBLISHED, "{\"n\": 6}").statusCode()).isEqualTo(200);
    assertThat(refusal(one.windows().open(PUBLISHED, atTwo)))
        .isEqualTo("/problems/nodes-unreachable");
    assertThat(post(one, draft, "{}").statusCode()).isEqualTo(503);
    atOne.awaitTold("Opened", "Refused /problems/nodes-unreachable");
    assertThat(one.windows().find(draft)).isPresent();
    assertThat(kept("one")).isEmpty();

    server.restart();
    atOne.awaitTold("Opened", "Refused /problems/nodes-unreachable", "Over");
    await().until(() -> canOpen(one) && canOpen(two));
    Waiting again = new Waiting();
    open(one, draft, again);
    assertThat(two.windows().join(draft, new Waiting())).isInstanceOf(Opening.Open.class);
    assertThat(post(two, draft, "{}").statusCode()).isEqualTo(200);
    again.awaitTold("Opened", "Caught");
  }

  @Test
  void nodeThatMayNotMakeTheCachesTakesWebhooksAndOpensNothing(@TempDir Path other) {
    assertTakesWebhooksAndOpensNothing(
        stranger(other).property("incoming.infinispan.cache-prefix", "other"));
  }

  @Test
  void nodeWithAWrongPasswordTakesWebhooksAndOpensNothing(@TempDir Path other) {
    assertTakesWebhooksAndOpensNothing(
        stranger(other).property("incoming.infinispan.password", "another-password"));
  }

  private static RunningApplication.Setup stranger(Path folder) {
    return RunningApplication.in(folder)
        .property("incoming.keys.partner.api-key", KEY)
        .property("incoming.infinispan.hosts", server.host())
        .property("incoming.infinispan.user", InfinispanServer.STRANGER)
        .property("incoming.infinispan.password", InfinispanServer.PASSWORD)
        .file("live.camel.yaml", route("live", PUBLISHED))
        .file("live.json.j2", "{}");
  }

  private void assertTakesWebhooksAndOpensNothing(RunningApplication.Setup setup) {
    try (RunningApplication node = setup.start()) {
      assertThat(refusal(node.windows().open(PUBLISHED, atOne)))
          .isEqualTo("/problems/nodes-unreachable");
      assertThat(post(node, PUBLISHED, "{}").statusCode()).isEqualTo(200);
    }
  }
}
