package incoming.console;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the API may take of this process: a few threads, begun when they are needed, and so many
 * calls and streams at a time. Thread-safe.
 */
final class Workers implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int CALLS = 32;
  private static final int STREAMS = 32;
  private static final int STRANGERS = 8;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final Semaphore calls = new Semaphore(CALLS);
  private final Semaphore strangers = new Semaphore(STRANGERS);
  private final Semaphore streams = new Semaphore(STREAMS);

  Workers() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // Never longer than there are calls.
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "incoming-console");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  ExecutorService threads() {
    return threads;
  }

  /** Calls from their headers to the end of their work; each takes one and gives it back. */
  Semaphore calls() {
    return calls;
  }

  /** Calls whose body is awaited of nobody knows whom; so that slow ones leave calls to others. */
  Semaphore strangers() {
    return strangers;
  }

  /** Streams that are open. */
  Semaphore streams() {
    return streams;
  }

  /** Begins nothing more and waits a little for what is in work. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
