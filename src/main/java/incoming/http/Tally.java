package incoming.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of one integration, counted by outcome as {@code incoming.requests}.
 *
 * <p>A counter is looked up in the registry once, so that to count costs nanoseconds and allocates
 * nothing. Thread-safe. Once closed it has no series, whoever still counts.
 */
final class Tally {
  private static final String NAME = "incoming.requests";

  private final MeterRegistry registry;
  private final String integration;
  private final Map<Outcome, Counter> counters = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * A tally under the name {@code integration}.
   *
   * @param expected outcomes that are shown with 0: of a series that begins with 1, Prometheus does
   *     not see the first increase
   */
  Tally(MeterRegistry registry, String integration, Outcome... expected) {
    this.registry = registry;
    this.integration = integration;
    for (Outcome outcome : expected) {
      counters.put(outcome, register(outcome));
    }
  }

  void count(Outcome outcome) {
    Counter counter = counters.get(outcome);
    if (counter == null) {
      countNew(outcome);
    } else {
      counter.increment();
    }
  }

  private synchronized void countNew(Outcome outcome) {
    // A request may end when its integration is gone: registered then, a counter would stay.
    if (!closed) {
      counters.computeIfAbsent(outcome, this::register).increment();
    }
  }

  private Counter register(Outcome outcome) {
    return Counter.builder(NAME)
        .description("Requests by what became of them")
        .tag("integration", integration)
        .tag("outcome", outcome.kind().tag())
        .tag("reason", outcome.reason())
        .register(registry);
  }

  /** Takes its series out of the registry. */
  synchronized void close() {
    closed = true;
    counters.values().forEach(registry::remove);
  }
}
