package incoming.delivery;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;

/**
 * What one sender, courier or retrier does with the broker; used by one thread at a time.
 *
 * <p>Either each letter counts as soon as it is sent, or, of a line that is transacted, those that
 * were sent and the one that was acknowledged count together when they are committed.
 */
interface Line extends AutoCloseable {
  /**
   * Puts {@code letter} into {@code queue}, where it is on disk when this returns; with a line that
   * is transacted, once that is committed.
   */
  void send(String queue, Letter letter) throws ActiveMQException;

  /**
   * Puts {@code letter} into {@code queue} without waiting for the disk, if there is a way; of a
   * line that is not transacted, and before nothing else is done with it.
   *
   * @param told hears once when it is on disk, or why it may not be; it neither waits nor writes,
   *     since it runs on a thread that writes for all
   * @return whether it is on disk already; {@code told} hears nothing then, and neither after an
   *     exception
   */
  boolean send(String queue, Letter letter, Consumer<Optional<ActiveMQException>> told)
      throws ActiveMQException;

  void send(String queue, Retry retry) throws ActiveMQException;

  /**
   * Takes messages out of {@code queue}, each after {@link #next}; none before {@link #start}.
   *
   * @param threads call {@code taker}, unless the line has threads of its own
   */
  void take(String queue, Executor threads, Consumer<ICoreMessage> taker) throws ActiveMQException;

  /** Takes messages from now on. */
  void start() throws ActiveMQException;

  /** Takes no further message until {@link #start}. */
  void stop() throws ActiveMQException;

  /** The message that was taken leaves its queue. */
  void acknowledge() throws ActiveMQException;

  /** Whether it has sent something that is not committed. */
  boolean sends();

  /**
   * Makes count what was sent and acknowledged, all or nothing; need not wait until that is on
   * disk.
   */
  void commit() throws ActiveMQException;

  /** The next message may come once what was committed is on disk; the taker has the line then. */
  void next();

  /** Whether it is of no use any more, since its broker has ended. */
  boolean isOver();

  /** Ends it; a message that was taken and not acknowledged goes back to the head of its queue. */
  @Override
  void close();
}
