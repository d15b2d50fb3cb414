package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private Counter counter(Outcome outcome) {
    return registry
        .get("incoming.requests")
        .tags("integration", "orders", "outcome", outcome.kind().tag())
        .tag("reason", outcome.reason())
        .counter();
  }

  @Test
  void expectedOutcomesAreShownBeforeTheyHappen() {
    new Tally(registry, "orders", Outcome.ACCEPTED);

    assertThat(counter(Outcome.ACCEPTED).count()).isZero();
    assertThat(registry.getMeters()).hasSize(1);
  }

  @Test
  void equalOutcomesAreOneSeries() {
    Tally tally = new Tally(registry, "orders");
    tally.count(Outcome.of(400, "not-json"));
    tally.count(Outcome.of(400, new String("not-json")));
    tally.count(Outcome.of(401, "token-invalid"));

    assertThat(counter(Outcome.of(400, "not-json")).count()).isEqualTo(2);
    assertThat(registry.getMeters()).hasSize(2);
  }

  @Test
  void noCountIsLostWhenManyCountANewOutcomeAtOnce() throws Exception {
    Tally tally = new Tally(registry, "orders");
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      var all =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(
                  thread ->
                      threads.submit(
                          () -> {
                            start.await();
                            for (int i = 0; i < 1000; i++) {
                              tally.count(Outcome.of(400, "reason-" + i % 10));
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(registry.find("incoming.requests").counters())
        .hasSize(10)
        .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(800));
  }

  @Test
  void closedTallyTouchesNoOtherIntegration() {
    Tally orders = new Tally(registry, "orders", Outcome.ACCEPTED);
    new Tally(registry, "carts", Outcome.ACCEPTED);

    orders.close();

    assertThat(registry.getMeters())
        .singleElement()
        .satisfies(meter -> assertThat(meter.getId().getTag("integration")).isEqualTo("carts"));
  }
}
