package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.Delivery;
import incoming.history.State;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sender is answered for what is on disk, whatever becomes of the call. */
class AcceptIT {
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
            .integration("up", Deployment.SOON, TARGET)
            .integration("slow", Deployment.SOON, TARGET)
            .integration("down", "retryDelay=1h&maxRetryDelay=1h", TARGET)
            .start();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void eventReachesTheTargetOnceWithItsIdAsIdempotencyKey() {
    TARGET.stubFor(post("/up").willReturn(ok("thanks")));
    String eventId = deployment.accept("up", 1);
    Delivery delivery = deployment.await(eventId, State.DELIVERED);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.tries())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.status()).isEqualTo(200);
              assertThat(attempt.answer()).isEqualTo("thanks");
              assertThat(attempt.failure()).isNull();
            });
    TARGET.verify(
        1,
        postRequestedFor(urlPathEqualTo("/up"))
            .withHeader("Idempotency-Key", equalTo(eventId))
            .withRequestBody(equalToJson("{\"n\": 1}")));
    Deployment.soon().until(() -> deployment.deliveries().waiting("up") == 0);
  }

  @Test
  void senderDoesNotWaitForSlowTarget() {
    TARGET.stubFor(post("/slow").willReturn(ok().withFixedDelay(700)));
    List<String> accepted =
        IntStream.range(0, 8).mapToObj(n -> deployment.accept("slow", n)).toList();
    // Four at a time take 1.4 s; all were accepted before the first could have been delivered.
    assertThat(deployment.deliveries().waiting("slow")).isPositive();
    accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    TARGET.verify(8, postRequestedFor(urlPathEqualTo("/slow")));
  }

  @Test
  void duplicateIsOneAlsoWhileTheFirstWaitsForItsTarget() {
    TARGET.stubFor(post("/down").willReturn(aResponse().withStatus(503)));
    String eventId = deployment.accept("down", 7);
    deployment.await(eventId, State.RETRYING);
    assertThat(deployment.post("down", "{\"n\":7}").statusCode()).isEqualTo(204);
    Deployment.soon().until(() -> deployment.deliveries().waiting("down") == 1);
  }

  /** The first of them goes on although whoever waits for it has the one worker. */
  @Test
  void equalRequestsAtATimeAreOneAlsoWithOneWorker(@TempDir Path other) {
    TARGET.stubFor(post("/up").willReturn(ok()));
    try (Deployment narrow =
        new Deployment(other)
            .property("incoming.http.workers", "1")
            .integration("up", Deployment.SOON, TARGET)
            .start()) {
      for (int n = 0; n < 5; n++) {
        String body = "{\"n\":" + n + "}";
        List<Integer> answers =
            IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> narrow.post("up", body)))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(200, 204, 204, 204);
      }
    }
  }
}
