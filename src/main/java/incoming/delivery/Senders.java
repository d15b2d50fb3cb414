package incoming.delivery;

import java.io.Closeable;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;

/**
 * The lines by which accepted events are sent, each used again once what it has sent is on disk. As
 * many as letters are on their way at a time. Thread-safe.
 */
final class Senders implements Closeable {
  private final Broker broker;
  private final Deque<Line> idle = new ConcurrentLinkedDeque<>();
  private final ExecutorService leaving =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "incoming-leaving");
            thread.setDaemon(true);
            return thread;
          });

  Senders(Broker broker) {
    this.broker = broker;
  }

  /** Does what {@link Broker#send(Queue, Letter)} says. */
  void send(Queue queue, Letter letter) throws ActiveMQException {
    Line sender = take(queue);
    try {
      sender.send(queue.deliveries(), letter);
    } catch (ActiveMQException | RuntimeException e) {
      leave(sender);
      throw e;
    }
    idle.push(sender);
  }

  /** Does what {@link Broker#send(Queue, Letter, Consumer)} says. */
  boolean send(Queue queue, Letter letter, Consumer<Optional<ActiveMQException>> told)
      throws ActiveMQException {
    Line sender = take(queue);
    try {
      boolean onDisk =
          sender.send(
              queue.deliveries(),
              letter,
              failure -> {
                if (failure.isEmpty()) {
                  idle.push(sender);
                }
                told.accept(failure);
              });
      if (onDisk) {
        idle.push(sender);
      }
      return onDisk;
    } catch (ActiveMQException | RuntimeException e) {
      leave(sender);
      throw e;
    }
  }

  private Line take(Queue queue) throws UnsentException {
    try {
      broker.open(queue);
      Line sender = idle.poll();
      return sender == null || sender.isOver() ? broker.line() : sender;
    } catch (ActiveMQException e) {
      throw new UnsentException(e);
    }
  }

  private void leave(Line sender) {
    // A line without its broker takes its time to close, and somebody waits for the answer.
    leaving.execute(sender::close);
  }

  boolean isClosed() {
    return leaving.isShutdown();
  }

  @Override
  public void close() {
    leaving.shutdownNow();
    idle.forEach(Line::close);
  }
}
