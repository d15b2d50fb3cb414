package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import incoming.history.Criteria;
import incoming.history.Delivery;
import incoming.history.Page;
import incoming.history.State;
import incoming.history.Summary;
import incoming.target.OutgoingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of deliveries and does with them. */
class OperatorIT {
  private static final String LATE = "retryDelay=1h&maxRetryDelay=1h";

  /** Three times as long as an event waits for its next attempt. */
  private static final Duration QUIET = Duration.ofMillis(600);

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir static Path folder;
  static HeldTarget held;
  static Deployment deployment;

  @BeforeAll
  static void start() throws IOException {
    held = HeldTarget.answering(500);
    deployment =
        new Deployment(folder)
            .integration("paused", Deployment.SOON, TARGET)
            .integration("queued", "order=strict&" + Deployment.SOON, TARGET)
            .integration("busy", "order=strict&" + Deployment.SOON, held.url())
            .integration("mended", Deployment.SOON, TARGET)
            .template("mended", "{\"n\": {{ request.body.n }}, \"mended\": yes}")
            .integration("many", Deployment.SOON, TARGET)
            .integration("waiting", LATE, TARGET)
            .integration("head", "order=strict&" + LATE, TARGET)
            .integration("secret", LATE, url("secret") + "?apikey={{crm.key}}")
            .property("crm.key", "s3cr3t")
            .start();
  }

  private static String url(String name) {
    return "http://127.0.0.1:" + TARGET.getPort() + "/" + name;
  }

  @AfterAll
  static void stop() {
    deployment.close();
    held.close();
  }

  @Test
  void pausedIntegrationAcceptsAndDeliversNothingUntilItIsResumedAlsoAfterRestart() {
    TARGET.stubFor(post("/paused").willReturn(ok()));
    deployment.deliveries().pause("paused");
    String first = deployment.accept("paused", 1);
    deployment.restart();
    String second = deployment.accept("paused", 2);
    assertThat(deployment.deliveries().isPaused("paused")).isTrue();
    assertThat(deployment.deliveries().waiting("paused")).isEqualTo(2);
    assertThat(deployment.delivery(first).state()).isEqualTo(State.PENDING);
    TARGET.verify(0, postRequestedFor(urlPathEqualTo("/paused")));

    deployment.deliveries().resume("paused");

    deployment.await(first, State.DELIVERED);
    deployment.await(second, State.DELIVERED);
    assertThat(deployment.deliveries().isPaused("paused")).isFalse();
  }

  @Test
  void pauseHoldsAlsoTheEventThatTheOthersQueueBehind() {
    TARGET.stubFor(post("/queued").willReturn(aResponse().withStatus(500)));
    String eventId = deployment.accept("queued", 1);
    deployment.await(eventId, State.RETRYING);
    deployment.deliveries().pause("queued");
    RequestPatternBuilder calls = postRequestedFor(urlPathEqualTo("/queued"));
    // One that was on its way is answered like those before.
    AtomicInteger before = new AtomicInteger();
    Deployment.soon()
        .during(QUIET)
        .until(() -> before.getAndSet(TARGET.findAll(calls).size()) == before.get());
    assertThat(deployment.delivery(eventId).state()).isEqualTo(State.RETRYING);
    TARGET.stubFor(post("/queued").willReturn(ok()));

    deployment.deliveries().resume("queued");

    deployment.await(eventId, State.DELIVERED);
  }

  @Test
  void pauseHoldsAlsoTheEventWhoseAttemptIsInWorkOnceThatHasFailed() {
    String eventId = deployment.accept("busy", 1);
    Deployment.soon().until(() -> held.called().size() == 1);
    deployment.deliveries().pause("busy");

    held.release();

    deployment.await(eventId, State.RETRYING);
    Deployment.soon()
        .during(QUIET)
        .untilAsserted(() -> assertThat(held.called()).as("calls").hasSize(1));
    deployment.deliveries().resume("busy");
    Deployment.soon().until(() -> held.called().size() > 2);
  }

  @Test
  void deadLetterIsDeliveredOnceItsTemplateIsMended() {
    TARGET.stubFor(post("/mended").willReturn(ok()));
    String eventId = deployment.accept("mended", 1);
    Delivery dead = deployment.await(eventId, State.DEAD);
    assertThat(dead.reason()).isNotBlank();
    assertThat(dead.tries()).singleElement().satisfies(t -> assertThat(t.status()).isZero());
    TARGET.verify(0, postRequestedFor(urlPathEqualTo("/mended")));

    deployment.template("mended", "{\"n\": {{ request.body.n }}, \"mended\": true}");

    Deployment.soon()
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(() -> deployment.deliveries().preview(eventId).size() == 1);
    assertThat(deployment.deliveries().replay(eventId)).isTrue();
    deployment.await(eventId, State.DELIVERED);
    assertThat(deployment.deliveries().dead("mended")).isZero();
    // A delivered event can be delivered once more, with the same key.
    assertThat(deployment.deliveries().replay(eventId)).isTrue();
    Deployment.soon()
        .untilAsserted(
            () ->
                TARGET.verify(
                    2,
                    postRequestedFor(urlPathEqualTo("/mended"))
                        .withRequestBody(equalToJson("{\"n\": 1, \"mended\": true}"))));
    deployment.await(eventId, State.DELIVERED);
  }

  @Test
  void allDeadLettersAreListedAndReplayedInTheirTurnAtRate() {
    TARGET.stubFor(post("/many").willReturn(aResponse().withStatus(400)));
    List<String> dead = IntStream.range(0, 25).mapToObj(n -> deployment.accept("many", n)).toList();
    dead.forEach(eventId -> deployment.await(eventId, State.DEAD));
    assertThat(listed("many", State.DEAD)).containsAll(dead);

    TARGET.stubFor(post("/many").willReturn(ok()));
    long count = deployment.deliveries().replayAll("many", 20);

    assertThat(count).isGreaterThanOrEqualTo(25);
    dead.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    assertThat(deployment.deliveries().dead("many")).isZero();
    assertThat(listed("many", State.DEAD)).isEmpty();
  }

  @Test
  void eventThatWaitsIsTriedNowOrDiscarded() {
    TARGET.stubFor(post("/waiting").willReturn(aResponse().withStatus(503)));
    String tried = deployment.accept("waiting", 1);
    String discarded = deployment.accept("waiting", 2);
    Delivery waits = deployment.await(tried, State.RETRYING);
    deployment.await(discarded, State.RETRYING);
    assertThat(waits.nextAttemptAt()).isGreaterThan(waits.tries().get(0).startedAt());
    TARGET.stubFor(post("/waiting").willReturn(ok()));

    // It is known to wait a moment before it is where it waits.
    Deployment.soon().until(() -> deployment.deliveries().discard(discarded));
    assertThat(deployment.deliveries().replay(tried)).isTrue();

    assertThat(deployment.await(tried, State.DELIVERED).attempts()).isEqualTo(2);
    assertThat(deployment.delivery(discarded).state()).isEqualTo(State.DISCARDED);
    assertThat(deployment.deliveries().discard(discarded)).isFalse();
    Deployment.soon().until(() -> deployment.deliveries().waiting("waiting") == 0);
    assertThat(deployment.deliveries().replay(discarded)).isTrue();
    deployment.await(discarded, State.DELIVERED);
  }

  @Test
  void eventThatTheOthersQueueBehindIsTriedNowOrDiscarded() {
    TARGET.stubFor(post("/head").willReturn(aResponse().withStatus(503)));
    List<String> events =
        IntStream.range(0, 3).mapToObj(n -> deployment.accept("head", n)).toList();
    deployment.await(events.get(0), State.RETRYING);

    Deployment.soon().until(() -> deployment.deliveries().discard(events.get(0)));

    deployment.await(events.get(1), State.RETRYING);
    assertThat(deployment.delivery(events.get(0)).state()).isEqualTo(State.DISCARDED);
    TARGET.stubFor(post("/head").willReturn(ok()));
    Deployment.soon()
        .until(
            () ->
                deployment.deliveries().replay(events.get(1))
                    && deployment.delivery(events.get(1)).state() == State.DELIVERED);
    deployment.await(events.get(2), State.DELIVERED);
  }

  @Test
  void previewShowsTheCallWithMaskedSecretsAndMakesNone() {
    TARGET.stubFor(post(urlPathEqualTo("/secret")).willReturn(aResponse().withStatus(503)));
    String eventId = deployment.accept("secret", 1);
    deployment.await(eventId, State.RETRYING);
    List<OutgoingRequest> preview = deployment.deliveries().preview(eventId);
    assertThat(preview)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.url()).startsWith(url("secret")).contains("apikey=***");
              assertThat(request.body()).isEqualTo("{\"n\": 1}");
              assertThat(request.toString()).contains(eventId).doesNotContain("s3cr3t");
            });
    TARGET.verify(1, postRequestedFor(urlPathEqualTo("/secret")));
    assertThat(deployment.delivery(eventId).toString()).doesNotContain("s3cr3t");
  }

  /** All events of an integration in a state, asked for page by page. */
  private static List<String> listed(String name, State state) {
    List<String> listed = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page =
          deployment
              .deliveries()
              .page(
                  new Criteria(
                      Optional.of(state), Optional.of(name), 0, Long.MAX_VALUE, cursor, 10));
      assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(10);
      listed.addAll(page.deliveries().stream().map(Summary::eventId).toList());
      cursor = page.next();
    } while (cursor.isPresent());
    return listed;
  }
}
