package incoming.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What comes in at the door, as metrics.
 *
 * <ul>
 *   <li>{@code incoming.requests} counts requests by {@code integration} (empty when no endpoint
 *       was found), {@code outcome} and {@code reason}, see {@link Outcome}; each once, when what
 *       becomes of it is known
 *   <li>{@code incoming.request.duration} a histogram of the time from the headers of a request to
 *       its answer handed to the socket, by {@code outcome}; without integrations, which would each
 *       have a histogram, and without requests that had no headers or got no answer
 *   <li>{@code incoming.http.in.work}, {@code incoming.http.connections}, {@code
 *       incoming.http.body.memory} what of the door's capacity is taken
 * </ul>
 *
 * <p>Thread-safe.
 */
final class RequestMeters {
  private static final Duration[] OBJECTIVES =
      LongStream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000)
          .mapToObj(tenths -> Duration.ofNanos(tenths * 100_000))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Outcome.Kind, Timer> durations = new EnumMap<>(Outcome.Kind.class);
  private final Tally elsewhere;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    this.elsewhere = new Tally(registry, "");
    for (Outcome.Kind kind : Outcome.Kind.values()) {
      durations.put(
          kind,
          Timer.builder("incoming.request.duration")
              .description("From the headers of a request to its answer")
              .tag("outcome", kind.tag())
              .serviceLevelObjectives(OBJECTIVES)
              .register(registry));
    }
  }

  /** A tally of {@code integration}; whoever asks for it closes it. */
  Tally tally(String integration) {
    return new Tally(registry, integration, Outcome.ACCEPTED, Outcome.DUPLICATE);
  }

  /** The tally of all requests for which no endpoint was found. */
  Tally elsewhere() {
    return elsewhere;
  }

  /** An answer has been handed to the socket, {@code nanos} after the headers of its request. */
  void answered(Outcome outcome, long nanos) {
    durations.get(outcome.kind()).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Shows what of {@code capacity} is taken, for as long as it is in use. */
  void show(Capacity capacity) {
    Gauge.builder("incoming.http.in.work", capacity, Capacity::inWork)
        .description("Requests whose route runs or waits for a worker")
        .register(registry);
    Gauge.builder("incoming.http.connections", capacity, Capacity::connections)
        .description("Open connections")
        .register(registry);
    Gauge.builder("incoming.http.body.memory", capacity, Capacity::bodies)
        .description("Bodies that are being read or worked on")
        .baseUnit("bytes")
        .register(registry);
  }
}
