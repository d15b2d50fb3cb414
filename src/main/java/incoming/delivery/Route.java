package incoming.delivery;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The version of an integration's delivery that runs, and the pace at which its target is called;
 * breaker and rate begin anew with each version. Thread-safe.
 */
record Route(DeliveryConsumer consumer, Breaker breaker, Rate rate, InstantSource clock) {
  static Route of(DeliveryConsumer consumer, InstantSource clock) {
    DeliveryOptions options = consumer.options();
    Rate rate = new Rate(options.maxRate(), System.nanoTime());
    return new Route(consumer, new Breaker(options.retry()), rate, clock);
  }

  /** How many events may be carried to the target at a time. */
  int places() {
    return breaker.isOpen() ? 1 : consumer.options().concurrency();
  }

  boolean isStrict() {
    return consumer.options().strict();
  }

  /**
   * Milliseconds for which an event that a courier has must wait: couriers that were idle when the
   * target asked for time, or that come together, would not know.
   *
   * @param held whether it has waited already, and so has its moment within the rate
   */
  long earlyMillis(boolean held) {
    long quiet = breaker.quietMillis(clock.millis());
    return held ? quiet : Math.max(quiet, millis(rate.take(System.nanoTime())));
  }

  /** Milliseconds that a courier waits before it takes the next event. */
  long pauseMillis() {
    return breaker.pause(clock.millis(), ThreadLocalRandom.current().nextDouble());
  }

  private static long millis(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }
}
