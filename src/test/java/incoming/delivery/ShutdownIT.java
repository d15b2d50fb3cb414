package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.Delivery;
import incoming.history.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application ends in the middle of deliveries, and starts again. */
class ShutdownIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir Path folder;

  @Test
  void attemptsGoOnBeingCountedAfterRestart() {
    TARGET.stubFor(post("/again").willReturn(aResponse().withStatus(503)));
    try (Deployment deployment =
        new Deployment(folder).integration("again", Deployment.SOON, TARGET).start()) {
      String eventId = deployment.accept("again", 1);
      Deployment.soon().until(() -> deployment.delivery(eventId).attempts() >= 3);

      deployment.restart();

      int before = deployment.delivery(eventId).attempts();
      assertThat(before).isGreaterThanOrEqualTo(3);
      Deployment.soon().until(() -> deployment.delivery(eventId).attempts() > before);
      TARGET.stubFor(post("/again").willReturn(ok()));
      Delivery delivery = deployment.await(eventId, State.DELIVERED);
      TARGET.verify(delivery.attempts(), postRequestedFor(urlPathEqualTo("/again")));
      assertThat(delivery.tries()).hasSize(Math.min(delivery.attempts(), Delivery.MAX_TRIES));
    }
  }

  @Test
  void callInWorkMayEnd() throws Exception {
    try (HeldTarget held = HeldTarget.on(0);
        Deployment deployment =
            new Deployment(folder).integration("slow", Deployment.SOON, held.url()).start()) {
      String eventId = deployment.accept("slow", 1);
      Deployment.soon().until(() -> held.called().size() == 1);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(deployment::close);
      Deployment.soon().until(() -> isStopping(deployment));
      held.release();
      closing.get(1, TimeUnit.MINUTES);

      deployment.start();

      assertThat(deployment.delivery(eventId).state()).isEqualTo(State.DELIVERED);
      assertThat(deployment.deliveries().waiting("slow")).isZero();
      assertThat(held.called()).hasSize(1);
    }
  }

  private static boolean isStopping(Deployment deployment) {
    try {
      return deployment.post("slow", "{\"n\":2}").statusCode() == 503;
    } catch (java.io.UncheckedIOException gone) {
      return true;
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void hangingTargetDoesNotKeepTheApplicationAndItsEventsComeAgain() throws IOException {
    try (HeldTarget held = HeldTarget.on(0);
        Deployment deployment =
            new Deployment(folder)
                .property("incoming.delivery.response-timeout", "30m")
                .property("incoming.delivery.shutdown-timeout", "200ms")
                .integration("hanging", Deployment.SOON, held.url())
                .start()) {
      List<String> accepted =
          IntStream.range(0, 20).mapToObj(n -> deployment.accept("hanging", n)).toList();
      Deployment.soon().until(() -> held.called().size() == 16);

      deployment.restart();

      assertThat(deployment.deliveries().waiting("hanging")).isEqualTo(20);
      held.release();
      accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
      Deployment.soon().until(() -> deployment.deliveries().waiting("hanging") == 0);
      Deployment.soon().until(() -> held.answered().stream().distinct().count() == 20);
    }
  }
}
