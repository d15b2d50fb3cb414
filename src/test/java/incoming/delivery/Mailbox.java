package incoming.delivery;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** One queue of a broker, sent to and read as the product does. */
final class Mailbox implements AutoCloseable {
  private final String queue;
  private final ServerLocator locator;
  private final ClientSessionFactory sessions;
  private final ClientSession session;
  private final ClientProducer producer;

  private Mailbox(String queue, ServerLocator locator) throws Exception {
    this.queue = queue;
    this.locator = locator;
    sessions = locator.createSessionFactory();
    session = sessions.createSession(true, true, 0);
    if (!session.queueQuery(SimpleString.of(queue)).isExists()) {
      session.createAddress(SimpleString.of(queue), RoutingType.ANYCAST, false);
      session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
    }
    producer = session.createProducer(queue);
    session.start();
  }

  static Mailbox of(EmbeddedBroker broker, String queue) throws Exception {
    return new Mailbox(queue, BrokerLink.to(broker.url()));
  }

  /** Sends one message of 1 KiB with {@code id}. */
  void send(long id) throws Exception {
    send(id, 1 << 10);
  }

  void send(long id, int size) throws Exception {
    producer.send(message(id, size));
  }

  private ClientMessage message(long id, int size) {
    ClientMessage message = session.createMessage(true);
    message.getBodyBuffer().writeLong(id);
    message.getBodyBuffer().writeBytes(new byte[size - Long.BYTES]);
    return message;
  }

  ClientConsumer consumer() throws Exception {
    return session.createConsumer(queue);
  }

  /** Takes all messages that are there. */
  List<Long> take() throws Exception {
    List<Long> ids = new ArrayList<>();
    try (ClientConsumer consumer = consumer()) {
      for (ClientMessage m = consumer.receiveImmediate();
          m != null;
          m = consumer.receiveImmediate()) {
        ids.add(m.getBodyBuffer().readLong());
        m.individualAcknowledge();
      }
      session.commit();
    }
    return ids;
  }

  /** For handlers, which may not throw what an acknowledgement may. */
  static long acknowledge(ClientMessage message) {
    try {
      long id = message.getBodyBuffer().readLong();
      message.individualAcknowledge();
      return id;
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }

  long count() throws Exception {
    return session.queueQuery(SimpleString.of(queue)).getMessageCount();
  }

  ClientSession session() {
    return session;
  }

  @Override
  public void close() {
    locator.close();
  }
}
