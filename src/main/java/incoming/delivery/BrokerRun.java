package incoming.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQLockAcquisitionTimeoutException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of Artemis, from its start to its end, which Artemis may bring about itself.
 *
 * <p>A server that failed is not used again: it remembers that it did, and would not tell of a
 * second failure.
 */
final class BrokerRun {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerRun.class);
  private static final int STOP_SECONDS = 30;
  private static final int COMPACT_SECONDS = 60;

  private final BrokerServer server;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean ending;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * A run of {@code server}.
   *
   * @param ended told the reason, on a thread of the server, when it ends in any way
   */
  BrokerRun(BrokerServer server, Consumer<Throwable> ended) {
    this.server = server;
    server.registerIOCriticalErrorListener((cause, message, file) -> fail(cause));
    server.registerActivationFailureListener(this::fail);
    server.registerActivateCallback(
        new ActivateCallback() {
          @Override
          public void preDeActivate() {
            ending = true;
            ended.accept(reason());
          }

          @Override
          public void stop(ActiveMQServer ignored) {
            stopped.countDown();
          }

          @Override
          public void shutdown(ActiveMQServer ignored) {
            stopped.countDown();
          }
        });
  }

  /**
   * Starts it; when that fails, nothing of it is left running.
   *
   * @throws IOException in words for the operator; {@code directory} is only for these
   */
  void start(Path directory) throws IOException {
    try {
      server.start();
    } catch (Exception | LinkageError e) {
      fail(e);
    }
    Throwable cause = failure.get();
    if (cause != null || !server.isActive()) {
      if (!stop()) {
        LOG.warn("{}: what did not open does not end either", directory);
      }
      throw new IOException(notOpened(directory, reason()), cause);
    }
  }

  /** What runs. */
  ActiveMQServer server() {
    return server;
  }

  /** Why it ended, if it has begun to. */
  Optional<Throwable> ended() {
    return ending ? Optional.of(reason()) : Optional.empty();
  }

  /**
   * Gives back what the journal takes on disk and does not need any more; waits for it.
   *
   * @throws IOException it could not be done
   */
  void compact() throws IOException {
    StorageManager storage = server.getStorageManager();
    if (storage != null) {
      try {
        storage.getMessageJournal().scheduleCompactAndBlock(COMPACT_SECONDS);
      } catch (Exception e) {
        throw new IOException("the journal cannot be compacted: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Stops it, or waits until it has stopped by itself.
   *
   * @return whether it has stopped; if not within half a minute, its lock on the directory still
   *     keeps another run out
   */
  boolean stop() {
    try {
      server.stop();
      return stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not stop in good order", e);
    }
  }

  private void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  private Throwable reason() {
    Throwable cause = failure.get();
    return cause == null ? new IOException("the broker stopped by itself") : cause;
  }

  private static String notOpened(Path directory, Throwable cause) {
    return isLocked(cause)
        ? directory
            + ": another process has this journal open; stop that process,"
            + " or give this one a data directory of its own"
        : directory
            + ": the journal of accepted events cannot be opened ("
            + cause.getMessage()
            + "); restore the directory, or delete it and with it the events that wait there";
  }

  private static boolean isLocked(Throwable cause) {
    return cause instanceof ActiveMQLockAcquisitionTimeoutException
        || (cause.getCause() != null && isLocked(cause.getCause()));
  }
}
