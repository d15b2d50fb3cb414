package incoming.sample;

import incoming.http.Problem;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread on which windows open, tell and end, one thing after the other. */
final class WindowThread implements Executor, AutoCloseable {
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, WindowThread::daemon);

  private Future<?> repeated;

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "incoming-windows");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs {@code task} when its turn has come; fails once it is closed. */
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Runs {@code task} and waits for it, which it must not do itself. */
  <T> T call(Callable<T> task) throws Refusal {
    try {
      return thread.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before its turn had come", e);
    } catch (RejectedExecutionException e) {
      throw Refusal.of(Problem.of(503, "stopping", "Stopping", "This node ends."));
    }
  }

  /**
   * Runs {@code task}, which must not fail, now and then again and again, unless something does so
   * already; to be called on the thread itself.
   */
  void repeat(Runnable task, long millis) {
    if (repeated == null) {
      repeated = thread.scheduleWithFixedDelay(task, 0, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** What waits for its turn is still done, what repeats is not. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
