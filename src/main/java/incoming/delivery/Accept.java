package incoming.delivery;

import incoming.dedup.Claim;
import incoming.dedup.Deduplication;
import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.history.Delivery;
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
 * <p>When it returns, the event is synced to disk. Fails with {@code queue-unavailable}, {@code
 * backlog-full} or {@code disk-full}, all to be tried again. The event may be in the queue all the
 * same; a request that is sent again waits until that is known, also after a crash, and is then a
 * duplicate. Thread-safe; waits for one sync of the disk.
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
    Optional<Claim> claim = Deduplication.claim(exchange);
    claim.ifPresent(
        one -> now.acceptances().begin(one, letter.eventId(), integration, clock.millis()));
    send(now.broker(), new Queue(integration), letter, claim);
    now.history()
        .accepted(Delivery.accepted(letter.eventId(), integration, clock.millis(), letter.event()));
  }

  private static void send(Broker broker, Queue queue, Letter letter, Optional<Claim> claim) {
    boolean sent = true;
    try {
      broker.send(queue, letter);
    } catch (UnsentException e) {
      sent = false;
      throw unavailable(e);
    } catch (ActiveMQException e) {
      throw unavailable(e);
    } finally {
      if (sent) {
        // Whatever becomes of the request now: only a note that it was accepted settles it.
        claim.ifPresent(Claim::keep);
      }
    }
  }

  private static ProblemException unavailable(ActiveMQException e) {
    return new ProblemException(Gate.UNAVAILABLE, "the event could not be queued: " + e, e);
  }
}
