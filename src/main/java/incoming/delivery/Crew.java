package incoming.delivery;

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the couriers of all integrations share.
 *
 * @param hands a few threads for what takes a moment: sessions that open, close and start again
 * @param carriers threads for attempts that were put off, each of which may take as long as a call;
 *     as many as the client of the broker has for the others
 */
record Crew(
    Broker broker,
    Bookkeeping books,
    Underway underway,
    ExecutorService hands,
    ExecutorService carriers)
    implements Closeable {
  private static final int HANDS = 4;
  private static final int IDLE_SECONDS = 10;
  private static final int CLOSE_SECONDS = 3;

  static Crew of(Broker broker, Bookkeeping books, Underway underway, int workers) {
    ThreadPoolExecutor hands = threads(HANDS, "incoming-hands-");
    hands.prestartAllCoreThreads();
    ThreadPoolExecutor carriers = threads(workers, "incoming-carrier-");
    carriers.allowCoreThreadTimeOut(true);
    return new Crew(broker, books, underway, hands, carriers);
  }

  private static ThreadPoolExecutor threads(int count, String names) {
    // What comes after the end is not needed: the sessions end with the broker.
    return new ThreadPoolExecutor(
        count,
        count,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        daemons(names),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Runs {@code task} on one of the hands after so many milliseconds. */
  void later(Runnable task, long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, hands).execute(task);
  }

  /** Runs {@code attempt} on a carrier after so many milliseconds. */
  void carryLater(Runnable attempt, long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, carriers).execute(attempt);
  }

  @Override
  public void close() {
    carriers.shutdown();
    hands.shutdown();
    try {
      hands.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
