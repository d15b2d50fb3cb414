package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import incoming.RunningApplication;
import incoming.history.Attempt;
import incoming.history.Delivery;
import incoming.history.State;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target may do to a call, and what comes of the event then. */
class RetryIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"))
          .build();

  private static final long FIRST = 40;

  @TempDir static Path folder;
  static Deployment deployment;
  static int closedPort;

  @BeforeAll
  static void start() {
    closedPort = RunningApplication.freePort();
    deployment =
        new Deployment(folder)
            .integration("statuses", "retryDelay=" + FIRST + "ms&maxRetryDelay=10s", TARGET)
            .integration("broken", Deployment.SOON, TARGET)
            .integration("hanging", Deployment.SOON, url("hanging") + "?responseTimeout=300")
            .integration("closed", Deployment.SOON, "http://127.0.0.1:" + closedPort + "/closed")
            .integration(
                "untrusted",
                Deployment.SOON,
                "https://127.0.0.1:" + TARGET.getHttpsPort() + "/untrusted")
            .integration("refusing", Deployment.SOON, TARGET)
            .integration("hopeless", Deployment.SOON + "&retryFor=500ms", TARGET)
            .integration("busy", "retryDelay=20ms&maxRetryDelay=10s", TARGET)
            .start();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  private static String url(String name) {
    return "http://127.0.0.1:" + TARGET.getPort() + "/" + name;
  }

  /** The target answers with each of {@code answers} in turn, and with the last for ever. */
  private static void answers(String name, ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      TARGET.stubFor(
          post(urlPathEqualTo("/" + name))
              .inScenario(name)
              .whenScenarioStateIs(call(i))
              .willSetStateTo(call(Math.min(i + 1, answers.length - 1)))
              .willReturn(answers[i]));
    }
  }

  private static String call(int i) {
    return i == 0 ? Scenario.STARTED : "call " + i;
  }

  private static ResponseDefinitionBuilder status(int status) {
    return aResponse().withStatus(status);
  }

  @Test
  void whatMayPassIsTriedAgainAfterWaitsThatGrow() {
    answers(
        "statuses", status(408), status(425), status(429), status(500), status(503), status(200));
    Delivery delivery = deployment.await(deployment.accept("statuses", 1), State.DELIVERED);
    assertThat(delivery.attempts()).isEqualTo(6);
    assertThat(delivery.tries())
        .extracting(Attempt::status)
        .containsExactly(408, 425, 429, 500, 503, 200);
    for (int i = 1; i < 6; i++) {
      long waited = delivery.tries().get(i).startedAt() - delivery.tries().get(i - 1).startedAt();
      // At least: a fifth less than its due, and twice as long each time.
      assertThat(waited).isGreaterThanOrEqualTo((FIRST << (i - 1)) * 8 / 10);
    }
    TARGET.verify(6, postRequestedFor(urlPathEqualTo("/statuses")));
  }

  @Test
  void brokenConnectionsAreTriedAgain() {
    answers(
        "broken",
        aResponse().withFault(Fault.EMPTY_RESPONSE),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
        ok());
    Delivery delivery = deployment.await(deployment.accept("broken", 1), State.DELIVERED);
    assertThat(delivery.tries()).extracting(Attempt::status).containsExactly(0, 0, 0, 200);
    assertThat(delivery.tries().subList(0, 3))
        .allSatisfy(t -> assertThat(t.failure()).isNotBlank());
  }

  @Test
  void callThatTakesTooLongIsTriedAgain() {
    answers("hanging", ok().withFixedDelay(3_000), ok());
    Delivery delivery = deployment.await(deployment.accept("hanging", 1), State.DELIVERED);
    assertThat(delivery.tries()).extracting(Attempt::status).endsWith(200).startsWith(0);
    assertThat(delivery.tries().get(0).failure()).contains("did not answer in time");
  }

  @Test
  void targetThatDoesNotListenIsTriedUntilItDoes() throws Exception {
    String eventId = deployment.accept("closed", 1);
    deployment.await(eventId, State.RETRYING);
    try (HeldTarget target = HeldTarget.on(closedPort)) {
      target.release();
      Delivery delivery = deployment.await(eventId, State.DELIVERED);
      assertThat(delivery.attempts()).isGreaterThan(1);
      assertThat(delivery.tries().get(0).failure()).contains("connection");
    }
  }

  @Test
  void certificateThatIsNotTrustedIsTriedAgainAndNothingIsSent() {
    String eventId = deployment.accept("untrusted", 1);
    Delivery delivery =
        Deployment.soon()
            .until(
                () -> deployment.deliveries().find(eventId),
                known -> known.isPresent() && known.get().attempts() >= 2)
            .orElseThrow();
    assertThat(delivery.state()).isEqualTo(State.RETRYING);
    assertThat(delivery.tries()).allSatisfy(t -> assertThat(t.failure()).isNotBlank());
    TARGET.verify(0, postRequestedFor(urlPathEqualTo("/untrusted")));
    Deployment.soon().until(() -> deployment.deliveries().discard(eventId));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 404, 409, 410, 422})
  void refusalIsDeadLetterAtOnce(int status) {
    TARGET.stubFor(
        post("/refusing")
            .withRequestBody(equalToJson("{\"n\": " + status + "}"))
            .willReturn(status(status).withBody("no: " + "x".repeat(5_000))));
    Delivery delivery = deployment.await(deployment.accept("refusing", status), State.DEAD);
    assertThat(delivery.reason()).isEqualTo("the target answered with status " + status);
    assertThat(delivery.tries())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.status()).isEqualTo(status);
              assertThat(attempt.answer()).startsWith("no: xxx");
              assertThat(attempt.answer().length()).isBetween(1_900, 2_048);
            });
    TARGET.verify(1, postRequestedFor(urlPathEqualTo("/refusing")));
  }

  @Test
  void eventIsGivenUpAfterItsTime() {
    answers("hopeless", status(500));
    Delivery delivery = deployment.await(deployment.accept("hopeless", 1), State.DEAD);
    assertThat(delivery.attempts()).isGreaterThan(2);
    assertThat(delivery.reason())
        .isEqualTo(
            "the target answered with status 500; given up after "
                + delivery.attempts()
                + " attempts");
    Deployment.soon().until(() -> deployment.deliveries().dead("hopeless") == 1);
    Deployment.soon().until(() -> deployment.deliveries().waiting("hopeless") == 0);
  }

  @Test
  void targetThatAsksForTimeGetsItFromAllEvents() {
    // All couriers are there and idle when the target asks.
    answers("busy", ok().withFixedDelay(200));
    IntStream.range(0, 8)
        .mapToObj(n -> deployment.accept("busy", n))
        .toList()
        .forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    TARGET.resetAll();
    answers("busy", status(429).withHeader("Retry-After", "2"), ok());
    String first = deployment.accept("busy", 10);
    long asked = deployment.await(first, State.RETRYING).tries().get(0).startedAt();

    List<String> others =
        IntStream.range(11, 15).mapToObj(n -> deployment.accept("busy", n)).toList();

    assertThat(others)
        .allSatisfy(
            eventId ->
                assertThat(deployment.await(eventId, State.DELIVERED).tries())
                    .singleElement()
                    .satisfies(
                        attempt ->
                            assertThat(attempt.startedAt() - asked).isGreaterThanOrEqualTo(2_000)));
    assertThat(deployment.await(first, State.DELIVERED).attempts()).isEqualTo(2);
  }
}
