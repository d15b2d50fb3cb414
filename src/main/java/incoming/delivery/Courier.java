package incoming.delivery;

import incoming.delivery.DeliveryConsumer.Attempted;
import incoming.history.Delivery;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the events of one integration from its queue to its target, one at a time.
 *
 * <p>A letter leaves the queue only when it has been settled: delivered, or, in the same
 * transaction, put there for the next attempt or among the dead letters. Whatever happens before
 * that, a crash included, it is carried again. Between two letters no thread is held. The session
 * is used by one thread at a time: that of the client which brings a letter or, while the session
 * rests, one of the hands.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Dispatch dispatch;
  private final Crew crew;
  private final Queue queue;
  private final ClientSession session;
  private final ClientConsumer consumer;
  private final Sender sender;
  private final SessionUse use;

  private Courier(Dispatch dispatch, Crew crew, ClientSession session) throws ActiveMQException {
    this.dispatch = dispatch;
    this.crew = crew;
    this.queue = new Queue(dispatch.integration());
    this.session = session;
    this.consumer = session.createConsumer(queue.deliveries());
    this.sender = new Sender(session);
    this.use = new SessionUse(sender, crew.hands());
  }

  /** A courier with a session of its own, which carries nothing before {@link #work}. */
  static Courier hire(Dispatch dispatch, Crew crew) throws ActiveMQException {
    crew.broker().open(new Queue(dispatch.integration()));
    ClientSession session = crew.broker().transacted();
    try {
      return new Courier(dispatch, crew, session);
    } catch (ActiveMQException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  void work() throws ActiveMQException {
    consumer.setMessageHandler(this::carry);
    session.start();
  }

  /** Goes as soon as it carries nothing; what it has not settled goes back to the queue. */
  void leave() {
    use.leave();
  }

  /**
   * Gives back the letters that only wait with this courier, and goes; answers whether it could,
   * which is not so while it carries one.
   */
  boolean rests() {
    return use.rests();
  }

  private void carry(ClientMessage message) {
    carry(message, Optional.empty());
  }

  /**
   * Carries {@code message} once.
   *
   * @param held as what it was kept in its place, since it was too early for it
   */
  private void carry(ClientMessage message, Optional<Letter> held) {
    if (!use.begin()) {
      return; // not acknowledged, so it goes back with the session
    }
    dispatch.began();
    try {
      Route route = dispatch.enter();
      if (route == null) {
        leave();
        return;
      }
      try {
        carry(message, held.orElseGet(() -> Letter.read(message)), held.isPresent(), route);
      } finally {
        route.consumer().attempts().leave();
      }
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: an event goes back to its queue: {}", dispatch.integration(), e.toString());
      dispatch.lost(this);
    } finally {
      dispatch.ended();
      use.end();
    }
  }

  private void carry(ClientMessage message, Letter letter, boolean held, Route route)
      throws ActiveMQException {
    boolean strict = route.isStrict();
    Optional<Delivery> waiting = strict && !held ? crew.books().waiting(letter) : Optional.empty();
    if (waiting.isPresent()) {
      hold(message, letter.resumed(waiting.get()), waiting.get().nextAttemptAt());
      return;
    }
    long early = route.earlyMillis(held);
    if (early > 0) {
      hold(message, letter, crew.clock().millis() + early);
      return;
    }
    Underway.Mark mark = crew.underway().begin(letter.eventId());
    try {
      Settlement settlement;
      if (Bookkeeping.isCutOffTooOften(mark.cutOff())) {
        settlement = crew.books().buryCutOff(dispatch.integration(), letter);
      } else {
        Attempted made = route.consumer().attempt(letter.event());
        if (made.outcome() instanceof Outcome.Again && dispatch.consumer() == null) {
          leave(); // cut off by our own end, most likely, which is no failure of the target
          return;
        }
        settlement = crew.books().settle(route, letter, made);
      }
      if (settlement instanceof Settlement.Again again && strict) {
        hold(message, again.letter(), again.dueAt());
        return;
      }
      settle(message, settlement);
    } finally {
      crew.underway().end(mark);
    }
    if (dispatch.dismisses(this)) {
      leave();
      return;
    }
    long pause = route.pauseMillis();
    if (pause > 0) {
      session.stop();
      use.awaits(crew.hands().later(this::resume, pause));
    } else if (held) {
      session.start();
    }
  }

  /** All or nothing, and on disk when it returns: what a crash repeats is what was in work. */
  private void settle(ClientMessage message, Settlement settlement) throws ActiveMQException {
    if (settlement instanceof Settlement.Again again) {
      crew.retries().put(sender, new Retry(again.letter(), queue.integration(), again.dueAt()));
    } else if (settlement instanceof Settlement.Bury bury) {
      sender.send(queue.dead(), bury.letter());
    }
    message.individualAcknowledge();
    session.commit();
  }

  /** Keeps {@code message} at the head of its queue until its next attempt. */
  private void hold(ClientMessage message, Letter letter, long dueAt) throws ActiveMQException {
    session.stop();
    long early = Math.max(0, dueAt - crew.clock().millis());
    use.awaits(crew.carriers().later(() -> carry(message, Optional.of(letter)), early));
  }

  private void resume() {
    if (use.isOver()) {
      return;
    }
    try {
      session.start();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.debug("{}: a courier has lost its broker", dispatch.integration(), e);
      dispatch.lost(this);
    }
  }
}
