package incoming.delivery;

import incoming.config.Units;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * How one integration is delivered: the options of {@code from: incoming:deliveries/<name>}.
 *
 * @param concurrency calls at a time
 * @param maxRate calls a second; 0 for no limit
 * @param strict whether events are delivered in the order in which they were accepted, each only
 *     after the one before it is delivered or a dead letter
 */
record DeliveryOptions(int concurrency, double maxRate, RetryPolicy retry, boolean strict) {

  /**
   * Takes the options that it knows out of {@code options}; what is not there is as in {@code
   * defaults}.
   *
   * @throws IllegalArgumentException says which option is wrong and what would be right
   */
  static DeliveryOptions take(Map<String, Object> options, DeliverySettings defaults) {
    boolean strict = take(options, "order", false, DeliveryOptions::isStrict);
    int concurrency =
        take(options, "concurrency", strict ? 1 : defaults.concurrency(), DeliveryOptions::calls);
    if (strict && concurrency > 1) {
      throw new IllegalArgumentException(
          "order=strict makes one call at a time; leave concurrency out");
    }
    double maxRate = take(options, "maxRate", 0.0, DeliveryOptions::rate);
    RetryPolicy retry = defaults.retry();
    return new DeliveryOptions(
        concurrency,
        maxRate,
        new RetryPolicy(
            take(options, "retryDelay", retry.first(), text -> time(text, "10ms", "1h")),
            take(options, "maxRetryDelay", retry.longest(), text -> time(text, "10ms", "1d")),
            take(options, "retryFor", retry.period(), text -> time(text, "0s", "30d"))),
        strict);
  }

  private static <T> T take(
      Map<String, Object> options, String name, T fallback, Function<String, T> reading) {
    Object value = options.remove(name);
    try {
      return value == null ? fallback : reading.apply(value.toString().strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
    }
  }

  private static boolean isStrict(String text) {
    return switch (text) {
      case "strict" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("write strict or none");
    };
  }

  private static int calls(String text) {
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > DeliverySettings.MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "write a whole number from 1 to " + DeliverySettings.MAX_CONCURRENCY);
    }
    return Integer.parseInt(text);
  }

  private static double rate(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,6})?") || Double.parseDouble(text) <= 0) {
      throw new IllegalArgumentException("write calls a second, such as 10 or 0.5");
    }
    return Double.parseDouble(text);
  }

  private static Duration time(String text, String min, String max) {
    return Units.within(text, min, max);
  }
}
