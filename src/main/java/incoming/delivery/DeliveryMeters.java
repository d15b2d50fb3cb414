package incoming.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the deliveries do, as metrics.
 *
 * <ul>
 *   <li>{@code incoming.deliveries} counts attempts by {@code integration} and {@code outcome}:
 *       delivered, retried, dead
 *   <li>{@code incoming.delivery.duration} the time of the attempts that delivered, {@code
 *       incoming.delivery.lag} that from the request to the end of its delivery, with buckets
 *   <li>{@code incoming.queue.events} what waits in the queue of an {@code integration}, {@code
 *       incoming.queue.oldest} how long the oldest of it has, in seconds
 *   <li>{@code incoming.dead.letters} the dead letters of an {@code integration}
 * </ul>
 *
 * <p>An integration that is gone leaves no series behind. Thread-safe.
 */
final class DeliveryMeters {
  private static final Duration[] BUCKETS =
      List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer duration;
  private final Timer lag;
  private final MultiGauge events;
  private final MultiGauge letters;
  private final MultiGauge oldest;
  private final ConcurrentMap<String, Outcomes> outcomes = new ConcurrentHashMap<>();

  private record Outcomes(Counter delivered, Counter retried, Counter dead) {}

  /** What waits of one integration, its dead letters, and the age of the oldest that waits. */
  record Waiting(String integration, long events, long dead, long oldestMillis) {}

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    duration = timer("incoming.delivery.duration");
    lag = timer("incoming.delivery.lag");
    events = MultiGauge.builder("incoming.queue.events").register(registry);
    letters = MultiGauge.builder("incoming.dead.letters").register(registry);
    oldest = MultiGauge.builder("incoming.queue.oldest").baseUnit("seconds").register(registry);
  }

  private Timer timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BUCKETS).register(registry);
  }

  void delivered(String integration, long sinceAccepted, long sinceStarted) {
    of(integration).delivered.increment();
    duration.record(Math.max(0, sinceStarted), TimeUnit.MILLISECONDS);
    lag.record(Math.max(0, sinceAccepted), TimeUnit.MILLISECONDS);
  }

  void retried(String integration) {
    of(integration).retried.increment();
  }

  void dead(String integration) {
    of(integration).dead.increment();
  }

  /** Shows what waits, and leaves no series of an integration that is not among it. */
  void show(List<Waiting> waiting) {
    events.register(rows(waiting, Waiting::events), true);
    letters.register(rows(waiting, Waiting::dead), true);
    oldest.register(rows(waiting, one -> one.oldestMillis / 1000.0), true);
    Set<String> present = waiting.stream().map(Waiting::integration).collect(Collectors.toSet());
    outcomes.keySet().stream().filter(name -> !present.contains(name)).forEach(this::forget);
  }

  private void forget(String integration) {
    Outcomes gone = outcomes.remove(integration);
    registry.remove(gone.delivered);
    registry.remove(gone.retried);
    registry.remove(gone.dead);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<Waiting> waiting, ToDoubleFunction<Waiting> value) {
    return waiting.stream()
        .<MultiGauge.Row<?>>map(
            one ->
                MultiGauge.Row.of(
                    Tags.of("integration", one.integration), value.applyAsDouble(one)))
        .toList();
  }

  private Outcomes of(String integration) {
    return outcomes.computeIfAbsent(
        integration,
        name ->
            new Outcomes(
                counter(name, "delivered"), counter(name, "retried"), counter(name, "dead")));
  }

  private Counter counter(String integration, String outcome) {
    return registry.counter("incoming.deliveries", "integration", integration, "outcome", outcome);
  }
}
