package incoming.delivery;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line to a broker elsewhere: a session of Artemis' client, which brings its own threads. */
final class ClientLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(ClientLine.class);

  private final ClientSession session;
  private final ClientProducer producer;
  private ClientMessage taken;

  ClientLine(ClientSession session) throws ActiveMQException {
    this.session = session;
    this.producer = session.createProducer();
  }

  @Override
  public void send(String queue, Letter letter) throws ActiveMQException {
    producer.send(queue, letter.write(session.createMessage(true)));
  }

  @Override
  public boolean send(String queue, Letter letter, Consumer<Optional<ActiveMQException>> told)
      throws ActiveMQException {
    send(queue, letter);
    return true;
  }

  @Override
  public void send(String queue, Retry retry) throws ActiveMQException {
    producer.send(queue, retry.write(session.createMessage(true)));
  }

  @Override
  public void take(String queue, Executor threads, Consumer<ICoreMessage> taker)
      throws ActiveMQException {
    session
        .createConsumer(queue)
        .setMessageHandler(
            message -> {
              taken = message;
              taker.accept(message);
            });
  }

  @Override
  public void start() throws ActiveMQException {
    session.start();
  }

  @Override
  public void stop() throws ActiveMQException {
    session.stop();
  }

  @Override
  public void acknowledge() throws ActiveMQException {
    taken.individualAcknowledge();
  }

  @Override
  public boolean sends() {
    return true; // its session would have to be asked
  }

  @Override
  public void commit() throws ActiveMQException {
    session.commit();
  }

  @Override
  public void next() {
    // It is on disk since it was committed, and the next message comes when the taker returns.
  }

  @Override
  public boolean isOver() {
    return false; // the client connects anew
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
