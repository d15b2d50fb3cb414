package incoming.delivery;

import incoming.dedup.Claim;
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
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The step {@code incoming:accept}: puts the event into the durable queue of its integration.
 *
 * <p>When the step is done, the event is synced to disk. With the broker in this process nobody
 * waits for that: the thread is given back, and the rest of the route runs on another one. Fails
 * with {@code queue-unavailable}, {@code backlog-full} or {@code disk-full}, all to be tried again.
 * The event may be in the queue all the same; a request that is sent again waits until that is
 * known, also after a crash, and is then a duplicate. Thread-safe.
 */
final class Accept extends AsyncProcessorSupport {
  private final Supplier<Post> post;
  private final InstantSource clock;

  /** A step; what it needs is asked for with each event. */
  Accept(Supplier<Post> post, InstantSource clock) {
    this.post = post;
    this.clock = clock;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    boolean done;
    try {
      done = accept(exchange, callback);
    } catch (RuntimeException e) {
      exchange.setException(e);
      done = true;
    }
    if (done) {
      callback.done(true);
    }
    return done;
  }

  private boolean accept(Exchange exchange, AsyncCallback callback) {
    Post now = post.get();
    Problem refusal = now.gate().refusal();
    if (refusal != null) {
      Answer.refuse(exchange, refusal);
      return true;
    }
    Sending sending = sending(exchange, now);
    Unsynced.Waiting request =
        now.unsynced().begin(failure -> goOn(exchange, callback, sending, failure));
    if (sending.begin(now, request)) {
      return true;
    }
    now.unsynced().watch(request);
    return false;
  }

  private Sending sending(Exchange exchange, Post now) {
    Event event = Event.of(exchange);
    return new Sending(
        now.history(),
        clock,
        RouteName.of(exchange),
        Letter.of(event.eventId(), EventFormat.write(event)),
        Deduplication.claim(exchange));
  }

  private static void goOn(
      Exchange exchange,
      AsyncCallback callback,
      Sending sending,
      Optional<ActiveMQException> failure) {
    try {
      sending.end(failure);
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(false);
  }

  /** One event on its way into its queue. */
  private record Sending(
      History history,
      InstantSource clock,
      String integration,
      Letter letter,
      Optional<Claim> claim) {
    /** Answers whether that was all; else {@code request} goes on. */
    boolean begin(Post post, Unsynced.Waiting request) {
      claim.ifPresent(
          one -> post.acceptances().begin(one, letter.eventId(), integration, clock.millis()));
      try {
        boolean onDisk = post.broker().send(new Queue(integration), letter, request::settle);
        if (onDisk) {
          end(Optional.empty());
        }
        return onDisk;
      } catch (UnsentException e) {
        throw unavailable(e);
      } catch (ActiveMQException e) {
        claim.ifPresent(Claim::keep);
        throw unavailable(e);
      } catch (RuntimeException e) {
        claim.ifPresent(Claim::keep);
        throw e;
      }
    }

    void end(Optional<ActiveMQException> failure) {
      // Whatever becomes of the request now: only a note that it was accepted settles it.
      claim.ifPresent(Claim::keep);
      if (failure.isPresent()) {
        throw unavailable(failure.get());
      }
      history.accepted(
          Delivery.accepted(letter.eventId(), integration, clock.millis(), letter.event()));
    }
  }

  private static ProblemException unavailable(ActiveMQException e) {
    return new ProblemException(Gate.UNAVAILABLE, "the event could not be queued: " + e, e);
  }
}
