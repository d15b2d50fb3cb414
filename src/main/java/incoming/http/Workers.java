package incoming.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The workers of the door: so many tasks at a time, the others in the order in which they came.
 *
 * <p>The worker that was at rest last goes first, so that few of many do the work of a quiet time
 * and find it in the caches of their processor. Thread-safe. Does not bound how many tasks wait.
 */
final class Workers implements Executor {
  private final Executor threads;
  private final int count;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /**
   * So many workers.
   *
   * @param threads runs whatever it gets at once, on the thread that was at rest last
   */
  Workers(Executor threads, int count) {
    this.threads = threads;
    this.count = count;
  }

  /**
   * Runs {@code task} as soon as a worker is free.
   *
   * @throws RejectedExecutionException when the threads have ended
   */
  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (running == count) {
        waiting.add(task);
        return;
      }
      running++;
    }
    try {
      threads.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        running--;
      }
      throw e;
    }
  }

  private void run(Runnable first) {
    for (Runnable task = first; task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // As if its thread had ended by it; another task may wait for this worker.
        Thread worker = Thread.currentThread();
        worker.getUncaughtExceptionHandler().uncaughtException(worker, e);
      }
    }
  }

  private synchronized Runnable next() {
    Runnable next = waiting.poll();
    if (next == null) {
      running--;
    }
    return next;
  }
}
