package incoming.delivery;

import incoming.delivery.Clearing.Carried;
import incoming.delivery.DeliveryConsumer.Attempted;
import incoming.history.Delivery;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the events of one integration from its queue to its target, one at a time.
 *
 * <p>A letter leaves the queue only when it has been settled: delivered, or, in the same
 * transaction, put there for the next attempt or among the dead letters. Whatever happens before
 * that, a crash included, it is carried again. Between two letters no thread is held. The line is
 * used by one thread at a time: the one that brings a letter or, while the line rests, one of the
 * hands.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Dispatch dispatch;
  private final Crew crew;
  private final Queue queue;
  private final Line line;
  private final LineUse use;

  private Courier(Dispatch dispatch, Crew crew, Line line) {
    this.dispatch = dispatch;
    this.crew = crew;
    this.queue = new Queue(dispatch.integration());
    this.line = line;
    this.use = new LineUse(line, crew.hands(), () -> dispatch.left(this));
  }

  /** A courier with a line of its own, which carries nothing before {@link #work}. */
  static Courier hire(Dispatch dispatch, Crew crew) throws ActiveMQException {
    crew.broker().open(new Queue(dispatch.integration()));
    return new Courier(dispatch, crew, crew.broker().transacted());
  }

  void work() throws ActiveMQException {
    if (!use.begin()) {
      return; // a line that is closed would not give back what it takes
    }
    try {
      line.take(queue.deliveries(), dispatch::carry, this::carry);
      line.start();
    } finally {
      use.end();
    }
  }

  /** Goes as soon as it carries nothing; what it has not settled goes back to the queue. */
  void leave() {
    use.leave();
  }

  /**
   * Gives back the letters that only wait with this courier, and goes; answers whether it is gone,
   * which it is not while it carries one.
   */
  boolean rests() {
    return use.rests();
  }

  private void carry(ICoreMessage message) {
    carry(message, Optional.empty());
  }

  /**
   * Carries {@code message} once.
   *
   * @param held as what it was kept in its place, since it was too early for it
   */
  private void carry(ICoreMessage message, Optional<Letter> held) {
    if (!use.begin()) {
      return; // not acknowledged, so it goes back with the line
    }
    dispatch.began();
    Route route = dispatch.enter();
    Optional<Carried> carried = Optional.empty();
    try {
      if (route == null || dispatch.dismisses(this)) {
        leave();
      } else {
        Letter letter = held.orElseGet(() -> Letter.read(message));
        carried = carry(message, letter, held.isPresent(), route);
      }
    } catch (ActiveMQException | RuntimeException e) {
      lost(e);
    } finally {
      if (carried.isEmpty()) {
        end(route);
      }
    }
    carried.ifPresent(crew.clearing()::add);
  }

  private void lost(Exception e) {
    LOG.warn("{}: an event goes back to its queue: {}", dispatch.integration(), e.toString());
    dispatch.lost(this);
  }

  /** {@code route} is {@code null} when there was none. */
  private void end(Route route) {
    if (route != null) {
      route.consumer().attempts().leave();
    }
    dispatch.ended();
    use.end();
  }

  /** Answers what is to be settled; nothing when the letter stays where it is. */
  private Optional<Carried> carry(ICoreMessage message, Letter letter, boolean held, Route route)
      throws ActiveMQException {
    boolean strict = route.isStrict();
    Optional<Delivery> waiting = strict && !held ? crew.books().waiting(letter) : Optional.empty();
    if (waiting.isPresent()) {
      hold(message, letter.resumed(waiting.get()), waiting.get().nextAttemptAt());
      return Optional.empty();
    }
    long early = route.earlyMillis(held);
    if (early > 0) {
      hold(message, letter, crew.clock().millis() + early);
      return Optional.empty();
    }
    Underway.Mark mark = crew.underway().begin(letter.eventId());
    crew.clearing().begin();
    Optional<Settlement> settlement = Optional.empty();
    try {
      settlement = attempt(message, letter, route, mark);
    } finally {
      if (settlement.isEmpty()) {
        crew.clearing().abandon();
        crew.underway().end(mark);
      }
    }
    return settlement.map(
        one -> new Carried(one.known(), strict, line, failure -> end(route, mark, held, failure)));
  }

  private Optional<Settlement> attempt(
      ICoreMessage message, Letter letter, Route route, Underway.Mark mark)
      throws ActiveMQException {
    if (Bookkeeping.isCutOffTooOften(mark.cutOff())) {
      Settlement burial = crew.books().buryCutOff(dispatch.integration(), letter);
      settle(burial);
      return Optional.of(burial);
    }
    Attempted made = route.consumer().attempt(letter.event());
    if (made.outcome() instanceof Outcome.Again && dispatch.consumer() == null) {
      leave(); // cut off by our own end, most likely, which is no failure of the target
      return Optional.empty();
    }
    Settlement settlement = crew.books().settle(route, letter, made);
    if (settlement instanceof Settlement.Again again && route.isStrict()) {
      crew.books().note(again.known());
      hold(message, again.letter(), again.dueAt());
      return Optional.empty();
    }
    settle(settlement);
    return Optional.of(settlement);
  }

  /** All or nothing once it is committed: what a crash repeats is what was in work. */
  private void settle(Settlement settlement) throws ActiveMQException {
    if (settlement instanceof Settlement.Again again) {
      crew.retries().put(line, new Retry(again.letter(), queue.integration(), again.dueAt()));
    } else if (settlement instanceof Settlement.Bury bury) {
      line.send(queue.dead(), bury.letter());
    }
    line.acknowledge();
  }

  private void end(Route route, Underway.Mark mark, boolean held, Optional<Exception> failure) {
    try {
      if (failure.isPresent()) {
        lost(failure.get());
      } else {
        goOn(route, held);
      }
    } catch (ActiveMQException | RuntimeException e) {
      lost(e);
    } finally {
      crew.underway().end(mark);
      end(route);
    }
  }

  private void goOn(Route route, boolean held) throws ActiveMQException {
    if (dispatch.dismisses(this)) {
      leave();
      return;
    }
    long pause = route.pauseMillis();
    if (pause > 0) {
      line.stop();
      use.awaits(crew.hands().later(this::resume, pause));
    } else if (held) {
      line.start();
    }
  }

  /** Keeps {@code message} at the head of its queue until its next attempt. */
  private void hold(ICoreMessage message, Letter letter, long dueAt) throws ActiveMQException {
    line.stop();
    long early = Math.max(0, dueAt - crew.clock().millis());
    Runnable again = () -> carry(message, Optional.of(letter));
    use.awaits(crew.hands().later(() -> dispatch.carry(again), early));
  }

  private void resume() {
    if (use.isOver()) {
      return;
    }
    try {
      line.start();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.debug("{}: a courier has lost its broker", dispatch.integration(), e);
      dispatch.lost(this);
    }
  }
}
