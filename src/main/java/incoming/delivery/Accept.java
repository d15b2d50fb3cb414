package incoming.delivery;

import incoming.dedup.Deduplication;
import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.history.Delivery;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.ProblemException;
import incoming.http.RouteName;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:accept}: puts the event into the durable queue of its integration.
 *
 * <p>When it returns, the event is synced to disk. The queue takes no second event with the same
 * deduplication id, so that a sender who tries again after a crash between the queue and the note
 * of the hash is not queued twice, and is told of a duplicate. Fails with {@code
 * queue-unavailable}, {@code backlog-full} or {@code disk-full}, all to be tried again; the event
 * may be in the queue all the same, and its next try is then found there. Thread-safe; waits for
 * one sync of the disk.
 */
final class Accept implements Processor {
  private final Supplier<Post> post;
  private final InstantSource clock;

  /** A step; what it needs is asked for with each event. */
  Accept(Supplier<Post> post, InstantSource clock) {
    this.post = post;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Post now = post.get();
    Problem refusal = now.gate().refusal();
    if (refusal != null) {
      Answer.refuse(exchange, refusal);
      return;
    }
    Event event = Event.of(exchange);
    String integration = RouteName.of(exchange);
    Letter letter = Letter.of(event.eventId(), EventFormat.write(event));
    try {
      if (!now.broker()
          .send(new Queue(integration), letter, Deduplication.acceptanceId(exchange))) {
        exchange.setProperty(Exchange.DUPLICATE_MESSAGE, true);
        return;
      }
    } catch (ActiveMQException e) {
      throw new ProblemException(Gate.UNAVAILABLE, "the event could not be queued: " + e, e);
    }
    now.history()
        .accepted(Delivery.accepted(letter.eventId(), integration, clock.millis(), letter.event()));
  }
}
