package incoming;

import incoming.config.ConfigurationException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something below {@code data/} that opens on a thread of its own, while Camel and the door start:
 * each takes about as long as the other.
 */
final class Opening<T extends AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final FutureTask<T> task;

  private Opening(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins to {@code open} on a thread called {@code name}. */
  static <T extends AutoCloseable> Opening<T> begin(String name, Callable<T> open) {
    FutureTask<T> task = new FutureTask<>(open);
    new Thread(task, name).start();
    return new Opening<>(task);
  }

  /**
   * What was opened, once it is.
   *
   * @throws ConfigurationException in words for the operator, when it cannot be opened
   */
  T await() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      } else if (e.getCause() instanceof ConfigurationException told) {
        throw told;
      }
      throw new ConfigurationException(List.of("incoming.data: " + e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the data folder opened", e);
    }
  }

  /** Closes what was opened; nothing when it could not be. */
  @Override
  public void close() {
    try {
      task.get().close();
    } catch (ExecutionException e) {
      LOG.debug("there is nothing open to close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the data folder could not be closed", e);
    }
  }
}
