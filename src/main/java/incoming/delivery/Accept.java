package incoming.delivery;

import incoming.dedup.Deduplication;
import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.ProblemException;
import incoming.http.RouteName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:accept}: puts the event into the durable queue of its integration.
 *
 * <p>When it returns, the event is synced to disk. The queue takes no second event with the same
 * deduplication id, so that a sender who tries again after a crash between the queue and the note
 * of the hash is not queued twice. Fails with {@code queue-unavailable}, {@code backlog-full} or
 * {@code disk-full}, all to be tried again; the event may be in the queue all the same, and its
 * next try is then found there. Thread-safe; waits for one sync of the disk.
 */
final class Accept implements Processor {
  private static final Problem UNAVAILABLE =
      Problem.of(
              503,
              "queue-unavailable",
              "Requests cannot be accepted at the moment",
              "The event cannot be kept now; it was not accepted.")
          .retryAfter(5);

  private final Supplier<Broker> broker;
  private final Supplier<Optional<Problem>> closed;
  private final Supplier<History> history;
  private final InstantSource clock;

  /**
   * A step.
   *
   * @param closed why nothing is accepted now, if so; asked for every event
   */
  Accept(
      Supplier<Broker> broker,
      Supplier<Optional<Problem>> closed,
      Supplier<History> history,
      InstantSource clock) {
    this.broker = broker;
    this.closed = closed;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Optional<Problem> problem = closed.get();
    if (problem.isPresent()) {
      Answer.refuse(exchange, problem.get());
      return;
    }
    Event event = Event.of(exchange);
    String integration = RouteName.of(exchange);
    byte[] bytes = EventFormat.write(event);
    try {
      broker
          .get()
          .send(
              new Queue(integration),
              Letter.of(event.eventId(), bytes),
              Deduplication.acceptanceId(exchange));
    } catch (ActiveMQException e) {
      throw new ProblemException(UNAVAILABLE, "the event could not be queued: " + e.getMessage(), e);
    }
    history.get().accepted(
        Delivery.accepted(event.eventId(), integration, clock.millis(), bytes));
  }
}
