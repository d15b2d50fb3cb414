package incoming.delivery;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the letters of one queue of {@link Retries} back to the queues of their integrations, each
 * when it is due. Holds no thread meanwhile.
 */
final class Retrier {
  private static final Logger LOG = LoggerFactory.getLogger(Retrier.class);

  private final String queue;
  private final Retries retries;
  private final Broker broker;
  private final Hands hands;
  private final InstantSource clock;
  private final Line line;
  private final LineUse use;
  private volatile String held;

  private Retrier(
      String queue, Retries retries, Broker broker, Hands hands, InstantSource clock, Line line) {
    this.queue = queue;
    this.retries = retries;
    this.broker = broker;
    this.hands = hands;
    this.clock = clock;
    this.line = line;
    this.use = new LineUse(line, hands, () -> {});
  }

  /** A retrier with a line of its own, which brings nothing before {@link #work}. */
  static Retrier open(
      String queue, Retries retries, Broker broker, Hands hands, InstantSource clock)
      throws ActiveMQException {
    broker.open(queue);
    return new Retrier(queue, retries, broker, hands, clock, broker.transacted());
  }

  String queue() {
    return queue;
  }

  void work() throws ActiveMQException {
    line.take(queue, hands, this::take);
    line.start();
  }

  /** The integration of the letter that waits here, at the head of its queue. */
  Optional<String> held() {
    return Optional.ofNullable(held);
  }

  void leave() {
    use.leave();
  }

  /** Gives back the letter that waits here, and goes; answers whether it could. */
  boolean rests() {
    return use.rests();
  }

  private void take(ICoreMessage message) {
    using(
        () -> {
          Retry retry = Retry.read(message);
          long early = retry.dueAt() - clock.millis();
          if (early > 0) {
            held = retry.integration();
            line.stop();
            use.awaits(hands.later(() -> using(() -> bringHeld(retry)), early));
            return false;
          }
          bring(retry);
          return true;
        });
  }

  private boolean bringHeld(Retry retry) throws ActiveMQException {
    bring(retry);
    held = null;
    line.start();
    return true;
  }

  private void bring(Retry retry) throws ActiveMQException {
    Queue to = new Queue(retry.integration());
    broker.open(to);
    line.send(to.deliveries(), retry.letter());
    line.acknowledge();
    // All or nothing: what a crash repeats is this one.
    line.commit();
  }

  private interface Work {
    /** Answers whether the next letter may come. */
    boolean run() throws ActiveMQException;
  }

  private void using(Work work) {
    if (!use.begin()) {
      return; // not acknowledged, so it goes back with the line
    }
    boolean next = false;
    try {
      next = work.run();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: a letter goes back to it: {}", queue, e.toString());
      retries.lost(this);
    } finally {
      use.end();
    }
    if (next) {
      line.next();
    }
  }
}
