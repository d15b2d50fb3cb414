package incoming.delivery;

import incoming.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether another event can be kept: always as far as a broker elsewhere is concerned, which says
 * so itself; with the embedded one, while it runs and there is room on its disk.
 *
 * <p>Thread-safe; to ask costs the read of two fields.
 */
record Gate(Optional<EmbeddedBroker> broker, Optional<Backlog> backlog) implements Closeable {
  /** Of a broker elsewhere. */
  static final Gate OPEN = new Gate(Optional.empty(), Optional.empty());

  /** What a sender is told when an event cannot be kept for a reason that passes. */
  static final Problem UNAVAILABLE =
      Problem.of(
              503,
              "queue-unavailable",
              "Requests cannot be accepted at the moment",
              "The event cannot be kept now; it was not accepted.")
          .retryAfter(5);

  /**
   * Opens the embedded broker in {@code directory}.
   *
   * @throws IOException in words for the operator
   */
  static Gate embedded(Path directory, BrokerSettings settings, MeterRegistry registry)
      throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.open(directory, settings);
    try {
      Backlog backlog = new Backlog(directory, settings, broker::compact).watch();
      backlog.bindTo(registry);
      return new Gate(Optional.of(broker), Optional.of(backlog));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Why no event can be kept now; {@code null} when it can. */
  Problem refusal() {
    if (broker.isPresent() && !broker.get().isUp()) {
      return UNAVAILABLE;
    }
    return backlog.flatMap(Backlog::refusal).orElse(null);
  }

  @Override
  public void close() {
    backlog.ifPresent(Backlog::close);
    broker.ifPresent(EmbeddedBroker::close);
  }
}
