package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.Criteria;
import incoming.history.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A target is away for long, while its events come in. */
class OutageIT {
  private static final int EVENTS = 10_000;
  private static final int SENDERS = 32;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1").maxRequestJournalEntries(1))
          .build();

  @TempDir Path folder;

  @Test
  void tenThousandEventsAreDeliveredOnceTheTargetIsBack() throws Exception {
    TARGET.stubFor(post("/away").willReturn(aResponse().withStatus(503)));
    try (Deployment deployment =
        new Deployment(folder)
            .integration("away", "concurrency=16&" + Deployment.SOON, TARGET)
            .start()) {
      Set<String> accepted = accept(deployment);
      assertThat(accepted).hasSize(EVENTS);
      Deployment.soon().until(() -> deployment.deliveries().waiting("away") == EVENTS);

      TARGET.stubFor(post("/away").willReturn(ok()));

      Deployment.soon()
          .atMost(Duration.ofMinutes(2))
          .until(() -> deployment.deliveries().waiting("away") == 0);
      assertThat(deployment.deliveries().dead("away")).isZero();
      assertThat(accepted)
          .allMatch(eventId -> deployment.delivery(eventId).state() == State.DELIVERED);
      for (State state : List.of(State.PENDING, State.RETRYING, State.DEAD)) {
        assertThat(
                deployment
                    .deliveries()
                    .page(
                        new Criteria(
                            Optional.of(state),
                            Optional.empty(),
                            0,
                            Long.MAX_VALUE,
                            Optional.empty(),
                            10))
                    .deliveries())
            .isEmpty();
      }
    }
  }

  private static Set<String> accept(Deployment deployment) throws InterruptedException {
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    AtomicInteger numbers = new AtomicInteger();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    IntStream.range(0, SENDERS)
        .forEach(
            sender ->
                senders.execute(
                    () -> {
                      for (int n; (n = numbers.getAndIncrement()) < EVENTS; ) {
                        accepted.add(deployment.accept("away", n));
                      }
                    }));
    senders.shutdown();
    assertThat(senders.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    return accepted;
  }
}
