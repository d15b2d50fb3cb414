package incoming.delivery;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts letters into queues over one session; used by one thread at a time. */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final ClientSession session;
  private final ClientProducer producer;

  Sender(ClientSession session) throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer();
  }

  /**
   * Puts {@code letter} into {@code queue}, where it is on disk when this returns; with a session
   * that is transacted, once that is committed.
   */
  void send(String queue, Letter letter) throws ActiveMQException {
    producer.send(queue, letter.write(session));
  }

  void send(String queue, Retry retry) throws ActiveMQException {
    producer.send(queue, retry.write(session));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (ActiveMQException e) {
      LOG.debug("a session did not close", e);
    }
  }
}
