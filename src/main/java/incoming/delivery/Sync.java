package incoming.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;

/**
 * Tells when what one line has written is on disk, on the very thread of the journal that has
 * synced it: Artemis' own way to wait wakes one more thread each time.
 *
 * <p>One at a time may ask. Thread-safe otherwise.
 */
final class Sync extends OperationContextImpl {
  private final AtomicReference<Runnable> asked = new AtomicReference<>();
  private volatile ActiveMQException failure;

  /** What Artemis does after a sync, {@code executor} does for it. */
  Sync(Executor executor) {
    super(executor);
  }

  /**
   * Runs {@code answer}, which must neither wait nor write, once all that was written so far is on
   * disk or {@link #failure} is there.
   */
  void ask(Runnable answer) {
    asked.set(answer);
    answer();
  }

  /** Waits until all that was written so far is on disk. */
  void await(long millis) throws ActiveMQException, InterruptedException {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    ask(() -> answer.complete(null));
    try {
      answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed so", e);
    } catch (TimeoutException e) {
      throw new ActiveMQException(
          ActiveMQExceptionType.CONNECTION_TIMEDOUT, "the journal does not answer", e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Why it is of no use any more; {@code null} while it is. */
  ActiveMQException failure() {
    return failure;
  }

  @Override
  public synchronized void done() {
    super.done();
    answer();
  }

  @Override
  public synchronized void pageSyncDone() {
    super.pageSyncDone();
    answer();
  }

  @Override
  public synchronized void onError(int code, String message) {
    failure = ActiveMQExceptionType.createException(code, message);
    super.onError(code, message);
    answer();
  }

  private void answer() {
    if (asked.get() != null && (failure != null || isOnDisk())) {
      Runnable answer = asked.getAndSet(null);
      if (answer != null) {
        answer.run();
      }
    }
  }

  private synchronized boolean isOnDisk() {
    return getStored() == getStoreLineUpField() && getPaged() == getPagedLinedUpField();
  }
}
