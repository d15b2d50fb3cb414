package incoming.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The workers of the door: so many tasks at a time, the others in the order in which they came.
 *
 * <p>To wake a thread costs more than many a task. So one worker at a time is called for; when it
 * begins it calls the next one if tasks still wait. Short tasks are done by the few who are there
 * already, and no task waits for one that blocks while there are workers left. The worker that was
 * at rest last goes first, so that few of many do the work of a quiet time and find it in the
 * caches of their processor. Thread-safe. Does not bound how many tasks wait.
 *
 * <p>Source: the scheduler of Go, which wakes processors in the same way.
 */
final class Workers implements Executor {
  private final Executor threads;
  private final int count;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;
  private boolean called;

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
   * @throws RejectedExecutionException when the threads have ended; {@code task} does not run then
   * @throws OutOfMemoryError when no thread can be had; neither does it then
   */
  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (!mayCall()) {
        return;
      }
      called = true;
    }
    try {
      threads.execute(this::begin);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      if (takeBack(task)) {
        throw e;
      }
    }
  }

  /**
   * Runs {@code task} behind all that wait. Only for a task that returns to its worker at once: the
   * worker takes what waits itself, so that none is called for.
   */
  void executeNext(Runnable task) {
    synchronized (this) {
      waiting.add(task);
    }
  }

  private boolean mayCall() {
    return !called && running < count;
  }

  private void begin() {
    Runnable first;
    boolean more;
    synchronized (this) {
      called = false;
      first = waiting.poll();
      if (first == null) {
        return;
      }
      running++;
      more = !waiting.isEmpty() && mayCall();
      called |= more;
    }
    if (more) {
      callNext();
    }
    run(first);
  }

  private void callNext() {
    try {
      threads.execute(this::begin);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // No thread can be had: this worker, and those who run, do what waits.
      synchronized (this) {
        called = false;
      }
    }
  }

  /**
   * Answers whether {@code task} was still waiting. Others may have come since, which relied on the
   * worker that was called for: if there is no other one, they run here.
   */
  private boolean takeBack(Runnable task) {
    boolean taken;
    Runnable first = null;
    synchronized (this) {
      called = false;
      taken = waiting.remove(task);
      if (running == 0) {
        first = waiting.poll();
        running += first == null ? 0 : 1;
      }
    }
    run(first);
    return taken;
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
