package incoming.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the couriers of all integrations share.
 *
 * @param hands threads for what may block: sessions that open and close, attempts that were put off
 * @param timer one thread that only hands over to {@code hands}
 */
record Crew(
    Broker broker, Bookkeeping books, ExecutorService hands, ScheduledExecutorService timer) {

  /** Runs {@code task} on one of the hands after so many milliseconds. */
  void later(Runnable task, long millis) {
    timer.schedule(() -> hands.execute(task), millis, TimeUnit.MILLISECONDS);
  }
}
