package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.history.Delivery;
import incoming.history.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What one target does is felt by its own integration only. */
class IsolationIT {
  private static final int EVENTS = 100;
  private static final int ROOM = 10;
  private static final int HANGING = 12;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir Path folder;

  @Test
  void hangingTargetAndDeadOneDelayNoOtherIntegration() throws IOException {
    TARGET.stubFor(post("/other").willReturn(ok()));
    String nobody = "http://127.0.0.1:" + RunningApplication.freePort() + "/";
    try (HeldTarget held = HeldTarget.on(0);
        Deployment deployment =
            new Deployment(folder)
                .property("incoming.delivery.response-timeout", "5m")
                .property("incoming.delivery.shutdown-timeout", "0s")
                .integration("hanging", "concurrency=16", held.url())
                .integration("dead", Deployment.SOON, nobody)
                .integration("other", Deployment.SOON, TARGET)
                .start()) {
      lag(deployment, 0); // the first are slower: classes are loaded
      long alone = lag(deployment, EVENTS);
      IntStream.range(0, EVENTS)
          .forEach(
              n -> {
                deployment.accept("hanging", n);
                deployment.accept("dead", n);
              });
      Deployment.soon().until(() -> held.called().size() == 16);

      long beside = lag(deployment, 2 * EVENTS);

      assertThat(held.called()).hasSize(16);
      assertThat(held.answered()).isEmpty();
      assertThat(beside).isLessThanOrEqualTo(ROOM * Math.max(alone, 10));
      held.release();
      Deployment.soon().until(() -> deployment.deliveries().waiting("hanging") == 0);
      Deployment.soon().until(() -> deployment.deliveries().waiting("dead") == EVENTS);
    }
  }

  @Test
  void integrationHasItsCallHoweverManyOthersHang() throws IOException {
    TARGET.stubFor(post("/free").willReturn(ok()));
    try (HeldTarget held = HeldTarget.on(0)) {
      Deployment deployment =
          new Deployment(folder)
              .property("incoming.delivery.response-timeout", "5m")
              .property("incoming.delivery.shutdown-timeout", "0s")
              .property("incoming.delivery.workers", "2")
              .integration("free", Deployment.SOON, TARGET);
      List<String> names = IntStream.range(0, HANGING).mapToObj(n -> "hanging-" + n).toList();
      names.forEach(name -> deployment.integration(name, "concurrency=4", held.url()));
      try (deployment) {
        deployment.start();
        names.forEach(name -> IntStream.range(0, 4).forEach(n -> deployment.accept(name, n)));
        Deployment.soon().until(() -> held.called().size() == HANGING + 2);

        deployment.await(deployment.accept("free", 1), State.DELIVERED);

        assertThat(held.called()).hasSize(HANGING + 2);
      }
    }
  }

  /** Sends events; answers how many milliseconds half of them waited at most for their call. */
  private static long lag(Deployment deployment, int first) {
    List<String> accepted =
        IntStream.range(first, first + EVENTS)
            .mapToObj(n -> deployment.accept("other", n))
            .toList();
    return accepted.stream()
        .map(eventId -> deployment.await(eventId, State.DELIVERED))
        .mapToLong(IsolationIT::lag)
        .sorted()
        .skip(EVENTS / 2)
        .findFirst()
        .orElseThrow();
  }

  private static long lag(Delivery delivery) {
    return delivery.tries().get(0).startedAt() - delivery.acceptedAt();
  }
}
