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

/** Puts letters into queues, over one session; used by one thread at a time. */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final ClientSession session;
  private final ClientProducer producer;

  Sender(ClientSession session) throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer();
  }

  /**
   * Returns when {@code letter} is on the broker's disk; over a transacted session, at once.
   *
   * @param dueAt epoch milliseconds before which no consumer sees it; 0 for now
   * @param duplicateId at most one of all letters with this id gets into the queue
   */
  void send(String queue, Letter letter, long dueAt, Optional<byte[]> duplicateId)
      throws ActiveMQException {
    ClientMessage message = letter.write(session);
    if (dueAt > 0) {
      message.putLongProperty(Message.HDR_SCHEDULED_DELIVERY_TIME, dueAt);
    }
    duplicateId.ifPresent(id -> message.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, id));
    producer.send(queue, message);
  }

  /**
   * Returns when {@code letter} is on the broker's disk. The session is a transacted one: only its
   * commit tells a letter that was put there from one that was dropped.
   *
   * @return whether it was put there; {@code false} when one with this id is on the broker's disk
   */
  boolean sendOnce(String queue, Letter letter, Optional<byte[]> duplicateId)
      throws ActiveMQException {
    send(queue, letter, 0, duplicateId);
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
