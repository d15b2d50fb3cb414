package incoming.delivery;

import incoming.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How events are queued and delivered where an integration does not say otherwise.
 *
 * @param broker URL of an Artemis broker or cluster; empty for the embedded one
 * @param user and {@code password} for {@code broker}
 * @param concurrency calls of one integration at a time
 * @param retry when a call that failed is made again
 * @param workers calls of all integrations at a time beyond the first of each, each on a thread
 * @param shutdownTimeout in which calls may end when the process does
 */
public record DeliverySettings(
    Optional<String> broker,
    Optional<String> user,
    Optional<String> password,
    int concurrency,
    RetryPolicy retry,
    int workers,
    Duration shutdownTimeout) {
  static final int MAX_CONCURRENCY = 64;
  static final Duration MAX_RETRY_PERIOD = Duration.ofDays(30);

  /** Reads {@code incoming.delivery.*}. */
  public static DeliverySettings read(Settings settings) {
    return new DeliverySettings(
        settings.text("incoming.delivery.broker"),
        settings.text("incoming.delivery.broker-user"),
        settings.text("incoming.delivery.broker-password"),
        settings.number("incoming.delivery.concurrency", 16, 1, MAX_CONCURRENCY),
        new RetryPolicy(
            settings.duration("incoming.delivery.retry-delay", "1s", "10ms", "1h"),
            settings.duration("incoming.delivery.max-retry-delay", "15m", "10ms", "1d"),
            settings.duration("incoming.delivery.retry-for", "24h", "0s", "30d")),
        settings.number("incoming.delivery.workers", 256, 1, 10_000),
        settings.duration("incoming.delivery.shutdown-timeout", "20s", "0s", "1h"));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DeliverySettings[broker=" + broker.isPresent() + ", retry=" + retry + "]";
  }
}
