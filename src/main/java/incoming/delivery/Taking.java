package incoming.delivery;

import java.util.List;
import java.util.concurrent.Executor;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Consumer;
import org.apache.activemq.artemis.core.server.HandleStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message at a time out of a queue of the broker in this process.
 *
 * <p>None is taken ahead: all but the one in hand are in their queue, where whoever looks for one
 * finds it. Thread-safe, apart from what the line that has it does one after the other.
 */
final class Taking implements Consumer {
  private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

  private final ActiveMQServer server;
  private final Queue queue;
  private final Executor threads;
  private final java.util.function.Consumer<ICoreMessage> taker;
  private final long id;
  private boolean started;
  private boolean settling;
  private MessageReference inHand;

  private Taking(
      ActiveMQServer server,
      Queue queue,
      Executor threads,
      java.util.function.Consumer<ICoreMessage> taker) {
    this.server = server;
    this.queue = queue;
    this.threads = threads;
    this.taker = taker;
    this.id = server.getStorageManager().generateID();
  }

  /** Takes from {@code queue}, which must be there, once it is started. */
  static Taking of(
      ActiveMQServer server,
      String queue,
      Executor threads,
      java.util.function.Consumer<ICoreMessage> taker)
      throws ActiveMQException {
    Queue found = server.locateQueue(SimpleString.of(queue));
    if (found == null) {
      throw new ActiveMQException(
          ActiveMQExceptionType.QUEUE_DOES_NOT_EXIST, "there is no queue " + queue);
    }
    Taking taking = new Taking(server, found, threads, taker);
    try {
      found.addConsumer(taking);
    } catch (ActiveMQException e) {
      throw e;
    } catch (Exception e) {
      throw new ActiveMQException(ActiveMQExceptionType.INTERNAL_ERROR, e.toString(), e);
    }
    return taking;
  }

  void start() {
    synchronized (this) {
      started = true;
    }
    queue.deliverAsync();
  }

  synchronized void stop() {
    started = false;
  }

  /** The message in hand leaves its queue. */
  void acknowledge() throws Exception {
    queue.acknowledge(inHand());
  }

  void acknowledge(Transaction transaction) throws Exception {
    queue.acknowledge(transaction, inHand());
  }

  private synchronized MessageReference inHand() {
    return inHand;
  }

  /** The message in hand has been acknowledged, which is not on disk yet. */
  synchronized void settle() {
    inHand = null;
    settling = true;
  }

  /** The next message may come. */
  void next() {
    synchronized (this) {
      settling = false;
    }
    queue.deliverAsync();
  }

  /** Takes no more; the message in hand goes back to the head of its queue. */
  void close() {
    MessageReference back;
    synchronized (this) {
      started = false;
      back = inHand;
      inHand = null;
    }
    try {
      queue.removeConsumer(this);
      if (back != null) {
        giveBack(back);
      }
    } catch (Exception e) {
      // Its server has gone, and the next one finds the message in the journal.
      LOG.debug("{}: a consumer was not removed", queue.getName(), e);
    }
  }

  private void giveBack(MessageReference reference) throws Exception {
    Transaction transaction = new TransactionImpl(server.getStorageManager());
    queue.cancel(transaction, reference, true);
    transaction.rollback();
  }

  @Override
  public synchronized HandleStatus handle(MessageReference reference) {
    if (!started || settling || inHand != null) {
      return HandleStatus.BUSY;
    }
    inHand = reference;
    reference.handled();
    return HandleStatus.HANDLED;
  }

  @Override
  public void proceedDeliver(MessageReference reference) {
    threads.execute(() -> taker.accept(reference.getMessage().toCore()));
  }

  @Override
  public synchronized List<MessageReference> getDeliveringMessages() {
    return inHand == null ? List.of() : List.of(inHand);
  }

  @Override
  public Filter getFilter() {
    return null;
  }

  @Override
  public String debug() {
    return toString();
  }

  @Override
  public String toManagementString() {
    return "incoming[" + queue.getName() + "/" + id + "]";
  }

  @Override
  public void disconnect() {
    stop();
  }

  @Override
  public void failed(Throwable failure) {
    LOG.debug("{}: a message was not taken", queue.getName(), failure);
  }

  @Override
  public long sequentialID() {
    return id;
  }
}
