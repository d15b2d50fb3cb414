package incoming.delivery;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts letters into queues, over one transacted session; used by one thread at a time. */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final ClientSession session;
  private final ClientProducer producer;

  Sender(ClientSession session) throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer();
  }

  /**
   * Puts {@code letter} into {@code queue}, from where it counts once the session is committed.
   *
   * @param dueAt epoch milliseconds before which no consumer sees it; 0 for now
   */
  void send(String queue, Letter letter, long dueAt) throws ActiveMQException {
    ClientMessage message = letter.write(session);
    if (dueAt > 0) {
      message.putLongProperty(Message.HDR_SCHEDULED_DELIVERY_TIME, dueAt);
    }
    producer.send(queue, message);
  }

  /**
   * Returns when {@code letter} is on the broker's disk.
   *
   * @param duplicateId at most one of all letters with this id gets into the queue
   * @return whether this one did; only a commit tells
   */
  boolean post(String queue, Letter letter, Optional<byte[]> duplicateId) throws ActiveMQException {
    ClientMessage message = letter.write(session);
    duplicateId.ifPresent(id -> message.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, id));
    producer.send(queue, message);
    try {
      session.commit();
      return true;
    } catch (ActiveMQDuplicateIdException e) {
      return false;
    }
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
