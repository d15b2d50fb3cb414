package incoming.delivery;

import java.io.Closeable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do what they are told, now or later. What comes after the end is not done. */
final class Hands implements Executor, Closeable {
  private static final int IDLE_SECONDS = 10;
  private static final int CLOSE_SECONDS = 3;

  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;

  private Hands(int idle, int most, BlockingQueue<Runnable> waiting, String names) {
    // What comes after the end is not needed: lines end with the broker.
    threads =
        new ThreadPoolExecutor(
            idle,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            waiting,
            daemons(names),
            new ThreadPoolExecutor.DiscardPolicy());
    timer =
        new ScheduledThreadPoolExecutor(
            1, daemons(names + "timer-"), new ThreadPoolExecutor.DiscardPolicy());
    // What is called off may hold an event that was to be tried hours later.
    timer.setRemoveOnCancelPolicy(true);
  }

  /** So many, which are always there. */
  static Hands of(int count, String names) {
    Hands hands = new Hands(count, count, new LinkedBlockingQueue<>(), names);
    hands.threads.prestartAllCoreThreads();
    return hands;
  }

  /** As many as there is to do at a time; none at rest. */
  static Hands onCall(String names) {
    return new Hands(0, Integer.MAX_VALUE, new SynchronousQueue<>(), names);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Runs {@code task} after so many milliseconds, unless it is cancelled before. */
  Alarm later(Runnable task, long millis) {
    return new Alarm(timer.schedule(() -> threads.execute(task), millis, TimeUnit.MILLISECONDS));
  }

  /** Something that is to be done later. */
  record Alarm(Future<?> task) {
    /** Calls it off, unless it has begun. */
    void cancel() {
      task.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdown();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
