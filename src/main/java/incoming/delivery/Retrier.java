package incoming.delivery;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
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
  private final ClientSession session;
  private final ClientConsumer consumer;
  private final Sender sender;
  private final SessionUse use;
  private volatile String held;

  private Retrier(
      String queue,
      Retries retries,
      Broker broker,
      Hands hands,
      InstantSource clock,
      ClientSession session)
      throws ActiveMQException {
    this.queue = queue;
    this.retries = retries;
    this.broker = broker;
    this.hands = hands;
    this.clock = clock;
    this.session = session;
    this.consumer = session.createConsumer(queue);
    this.sender = new Sender(session);
    this.use = new SessionUse(sender, hands);
  }

  /** A retrier with a session of its own, which brings nothing before {@link #work}. */
  static Retrier open(
      String queue, Retries retries, Broker broker, Hands hands, InstantSource clock)
      throws ActiveMQException {
    broker.open(queue);
    ClientSession session = broker.transacted();
    try {
      return new Retrier(queue, retries, broker, hands, clock, session);
    } catch (ActiveMQException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  String queue() {
    return queue;
  }

  void work() throws ActiveMQException {
    consumer.setMessageHandler(this::take);
    session.start();
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

  private void take(ClientMessage message) {
    using(
        () -> {
          Retry retry = Retry.read(message);
          long early = retry.dueAt() - clock.millis();
          if (early > 0) {
            held = retry.integration();
            session.stop();
            use.awaits(hands.later(() -> using(() -> bringHeld(message, retry)), early));
          } else {
            bring(message, retry);
          }
        });
  }

  private void bringHeld(ClientMessage message, Retry retry) throws ActiveMQException {
    bring(message, retry);
    held = null;
    session.start();
  }

  private void bring(ClientMessage message, Retry retry) throws ActiveMQException {
    Queue to = new Queue(retry.integration());
    broker.open(to);
    sender.send(to.deliveries(), retry.letter());
    message.individualAcknowledge();
    // All or nothing, and nobody waits for it: what is not committed comes once more.
    session.commit(false);
  }

  private interface Work {
    void run() throws ActiveMQException;
  }

  private void using(Work work) {
    if (!use.begin()) {
      return; // not acknowledged, so it goes back with the session
    }
    try {
      work.run();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: a letter goes back to it: {}", queue, e.toString());
      retries.lost(this);
    } finally {
      use.end();
    }
  }
}
