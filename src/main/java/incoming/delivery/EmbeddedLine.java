package incoming.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.LargeServerMessageImpl;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;

/**
 * A line to the broker in this process, straight to its queues and its journal.
 *
 * <p>Artemis' client would do the same by packets, for each of which two or three threads wake each
 * other: several times what the work itself costs. Source: what Artemis' {@code ServerSessionImpl}
 * and its {@code Redistributor} do.
 */
final class EmbeddedLine implements Line {
  private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(5);
  private static final int PROPERTIES = 256;

  private final ActiveMQServer server;
  private final boolean transacted;
  private final Sync sync;
  private final List<ICoreMessage> sent = new ArrayList<>(1);
  private boolean acknowledged;
  private Taking taking;

  /**
   * A line to {@code server}, which must be active.
   *
   * @param transacted whether what is sent waits for {@link #commit}
   */
  EmbeddedLine(ActiveMQServer server, boolean transacted) {
    this.server = server;
    this.transacted = transacted;
    this.sync = new Sync(server.getExecutorFactory().getExecutor());
  }

  private StorageManager storage() {
    return server.getStorageManager();
  }

  @Override
  public void send(String queue, Letter letter) throws ActiveMQException {
    send(queue, letter.write(message(letter)));
  }

  @Override
  public boolean send(String queue, Letter letter, Consumer<Optional<ActiveMQException>> told)
      throws ActiveMQException {
    ICoreMessage message = letter.write(message(letter));
    message.setAddress(SimpleString.of(queue));
    inContext(() -> route(message, null));
    sync.ask(() -> told.accept(Optional.ofNullable(sync.failure())));
    return false;
  }

  @Override
  public void send(String queue, Retry retry) throws ActiveMQException {
    send(queue, retry.write(message(retry.letter())));
  }

  private static ICoreMessage message(Letter letter) {
    CoreMessage message = new CoreMessage(0, letter.event().length + PROPERTIES);
    message.setDurable(true);
    message.setTimestamp(System.currentTimeMillis());
    return message;
  }

  private void send(String queue, ICoreMessage message) throws ActiveMQException {
    message.setAddress(SimpleString.of(queue));
    if (transacted) {
      sent.add(message);
      return;
    }
    inContext(
        () -> {
          route(message, null);
          sync.await(TIMEOUT_MILLIS);
        });
  }

  private void route(ICoreMessage message, Transaction transaction) throws Exception {
    Message fitting = LargeServerMessageImpl.checkLargeMessage(message, storage());
    if (!fitting.isLargeMessage()) {
      fitting.setMessageID(storage().generateID());
    }
    RoutingStatus status = server.getPostOffice().route(fitting, transaction, false);
    if (status != RoutingStatus.OK) {
      throw new ActiveMQException("there is no queue " + message.getAddress());
    }
  }

  @Override
  public void take(String queue, Executor threads, Consumer<ICoreMessage> taker)
      throws ActiveMQException {
    taking = Taking.of(server, queue, threads, taker);
  }

  @Override
  public void start() {
    taking.start();
  }

  @Override
  public void stop() {
    taking.stop();
  }

  @Override
  public void acknowledge() {
    acknowledged = true;
  }

  @Override
  public boolean sends() {
    return !sent.isEmpty();
  }

  @Override
  public void commit() throws ActiveMQException {
    if (sent.isEmpty()) {
      inContext(taking::acknowledge);
      settle();
    } else {
      inContext(() -> commitAll(List.of(this)));
    }
  }

  @Override
  public void next() {
    sync.ask(taking::next);
  }

  /**
   * Commits {@code lines} to one server, all or nothing. Of messages that wait in pages this is
   * cheaper than each by itself, for which Artemis begins a transaction, too.
   *
   * @return has each take its next message once that is on disk
   */
  static Runnable commit(List<EmbeddedLine> lines) throws ActiveMQException {
    EmbeddedLine first = lines.get(0);
    first.inContext(() -> first.commitAll(lines));
    return () -> first.sync.ask(() -> lines.forEach(line -> line.taking.next()));
  }

  private void commitAll(List<EmbeddedLine> lines) throws Exception {
    Transaction transaction = new TransactionImpl(storage());
    try {
      for (EmbeddedLine line : lines) {
        line.join(transaction);
      }
      transaction.commit();
    } catch (Exception e) {
      transaction.rollback();
      throw e;
    }
  }

  private void join(Transaction transaction) throws Exception {
    for (ICoreMessage message : sent) {
      route(message, transaction);
    }
    sent.clear();
    if (acknowledged) {
      taking.acknowledge(transaction);
      settle(); // from here on it goes back with the transaction, or not at all
    }
  }

  private void settle() {
    acknowledged = false;
    taking.settle();
  }

  private interface Work {
    void run() throws Exception;
  }

  /** The journal notes whose work it writes by the thread that it is called on. */
  private void inContext(Work work) throws ActiveMQException {
    storage().setContext(sync);
    try {
      work.run();
    } catch (ActiveMQException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted", e);
    } catch (Exception e) {
      throw failure(e.toString(), e);
    } finally {
      OperationContextImpl.clearContext();
    }
  }

  private static ActiveMQException failure(String message, Exception cause) {
    return new ActiveMQException(ActiveMQExceptionType.INTERNAL_ERROR, message, cause);
  }

  @Override
  public boolean isOver() {
    return sync.failure() != null || !server.isActive();
  }

  @Override
  public void close() {
    if (taking != null) {
      taking.close();
    }
  }
}
