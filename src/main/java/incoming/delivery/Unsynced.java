package incoming.delivery;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;

/**
 * The requests whose event is in the journal and not known to be on disk yet; none of them holds a
 * thread.
 *
 * <p>Each goes on once: when the journal says that its event is on disk, or why it is not, or when
 * it has said neither for 5 s, as soon as somebody calls {@link #expire}. What the journal says
 * later is not heard. Thread-safe.
 */
final class Unsynced {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Executor workers;
  private final LongSupplier nanos;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  /** Requests that go on by {@code workers}; {@code nanos} tells the time as nanoTime does. */
  Unsynced(Executor workers, LongSupplier nanos) {
    this.workers = workers;
    this.nanos = nanos;
  }

  /** One request. It is not waited for before {@link #watch}, though it may go on before. */
  final class Waiting {
    private final Consumer<Optional<ActiveMQException>> next;
    private final AtomicBoolean over = new AtomicBoolean();
    private final long since = nanos.getAsLong();

    private Waiting(Consumer<Optional<ActiveMQException>> next) {
      this.next = next;
    }

    /** Lets it go on, unless it has, on another thread: for whoever must neither wait nor write. */
    void settle(Optional<ActiveMQException> failure) {
      if (over.compareAndSet(false, true)) {
        waiting.remove(this);
        Runnable rest = () -> next.accept(failure);
        try {
          workers.execute(rest);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
          // The door has closed, or no thread can be had: what was accepted is noted all the same.
          rest.run();
        }
      }
    }
  }

  /** A request that goes on with {@code next}, which gets why its event may not be on disk. */
  Waiting begin(Consumer<Optional<ActiveMQException>> next) {
    return new Waiting(next);
  }

  /** From now on {@code request} is waited for. */
  void watch(Waiting request) {
    waiting.add(request);
    if (request.over.get()) {
      waiting.remove(request);
    }
  }

  /** How many are waited for. */
  int size() {
    return waiting.size();
  }

  /** Lets those go on for which the journal has said nothing in time. */
  void expire() {
    long now = nanos.getAsLong();
    for (Waiting request : waiting) {
      if (now - request.since >= PATIENCE_NANOS) {
        request.settle(
            Optional.of(
                new ActiveMQException(
                    ActiveMQExceptionType.CONNECTION_TIMEDOUT, "the journal does not answer")));
      }
    }
  }
}
