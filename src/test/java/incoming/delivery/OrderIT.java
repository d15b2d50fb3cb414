package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import incoming.history.State;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** In which order, how many at a time and how often a target is called. */
class OrderIT {
  private static final int MILLIS = 200;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir static Path folder;
  static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment =
        new Deployment(folder)
            .integration("strict", "order=strict&" + Deployment.SOON, TARGET)
            .integration("pair", "concurrency=2&" + Deployment.SOON, TARGET)
            .integration("rated", "maxRate=20&concurrency=8&" + Deployment.SOON, TARGET)
            .start();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void strictOrderIsKeptThroughFailuresAndRestart() {
    TARGET.stubFor(post("/strict").willReturn(ok()));
    TARGET.stubFor(fails(5, 500));
    TARGET.stubFor(fails(8, 404));
    TARGET.stubFor(fails(12, 503));
    List<String> accepted = accept("strict", 20);
    deployment.await(accepted.get(5), State.RETRYING);
    assertThat(numbers("strict")).doesNotContain(6);
    TARGET.removeStub(fails(5, 500));
    deployment.await(accepted.get(8), State.DEAD);
    deployment.await(accepted.get(12), State.RETRYING);

    deployment.restart();

    int before = deployment.delivery(accepted.get(12)).attempts();
    Deployment.soon()
        .until(() -> deployment.delivery(accepted.get(12)).attempts() > Math.max(1, before));
    assertThat(numbers("strict")).doesNotContain(13);
    TARGET.removeStub(fails(12, 503));
    deployment.await(accepted.get(19), State.DELIVERED);
    assertThat(numbers("strict").stream().distinct())
        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    assertThat(numbers("strict")).isSorted();
    long calls = numbers("strict").stream().filter(n -> n == 12).count();
    assertThat(deployment.delivery(accepted.get(12)).attempts()).isEqualTo((int) calls);
  }

  private static MappingBuilder fails(int n, int status) {
    return post("/strict")
        .withId(new UUID(0, n))
        .withRequestBody(equalToJson("{\"n\": " + n + "}"))
        .willReturn(aResponse().withStatus(status));
  }

  @Test
  void targetSeesAsManyCallsAtATimeAsItIsSaidAndNoMore() {
    TARGET.stubFor(post("/pair").willReturn(ok().withFixedDelay(MILLIS)));
    accept("pair", 10).forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    List<Long> times = times("pair");
    assertThat(times).hasSize(10);
    // A call lasts for MILLIS at least, so that of three in a row one was over.
    for (int i = 2; i < 10; i++) {
      assertThat(times.get(i) - times.get(i - 2)).isGreaterThanOrEqualTo(MILLIS);
    }
    assertThat(IntStream.range(1, 10))
        .as("two at a time")
        .anyMatch(i -> times.get(i) - times.get(i - 1) < MILLIS);
  }

  @Test
  void callsComeNoMoreOftenThanTheRate() {
    TARGET.stubFor(post("/rated").willReturn(ok().withFixedDelay(MILLIS)));
    accept("rated", 20).forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    List<Long> times = times("rated");
    assertThat(times).hasSize(20);
    // 50 ms each; what was held up on its way may come close behind the one before.
    for (int i = 8; i < 20; i++) {
      assertThat(times.get(i) - times.get(i - 8)).isGreaterThanOrEqualTo(200);
    }
  }

  private static List<String> accept(String name, int count) {
    return IntStream.range(0, count).mapToObj(n -> deployment.accept(name, n)).toList();
  }

  private static List<LoggedRequest> calls(String name) {
    return TARGET.findAll(postRequestedFor(urlPathEqualTo("/" + name))).stream()
        .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
        .toList();
  }

  private static List<Long> times(String name) {
    return calls(name).stream()
        .map(call -> call.getLoggedDate().toInstant().toEpochMilli())
        .toList();
  }

  private static List<Integer> numbers(String name) {
    return calls(name).stream()
        .map(call -> Integer.valueOf(call.getBodyAsString().replaceAll("\\D", "")))
        .toList();
  }
}
