package incoming.history;

import incoming.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long and how much is kept of deliveries.
 *
 * @param history deliveries that are over are kept so long after their last change
 * @param deadLetters dead letters are kept so long after their last change
 * @param maxHistory bytes on disk; looked at every minute; beyond it the oldest deliveries that are
 *     over leave first. What waits and dead letters are kept whatever they take
 */
public record HistorySettings(Duration history, Duration deadLetters, long maxHistory) {

  /** Reads {@code incoming.delivery.history}, {@code .dead-letters} and {@code .max-history}. */
  public static HistorySettings read(Settings settings) {
    return new HistorySettings(
        settings.duration("incoming.delivery.history", "7d", "1s", "3650d"),
        settings.duration("incoming.delivery.dead-letters", "30d", "1s", "3650d"),
        settings.bytes("incoming.delivery.max-history", "2GiB", 16L << 20, 1L << 40));
  }

  /** How long a delivery is kept in {@code state}; empty: as long as it takes. */
  Optional<Duration> kept(State state) {
    return switch (state) {
      case PENDING, RETRYING -> Optional.empty();
      case DELIVERED, DISCARDED -> Optional.of(history);
      case DEAD -> Optional.of(deadLetters);
    };
  }

  /** Whether what last changed at {@code changedAt} has been kept long enough at {@code now}. */
  boolean isOver(State state, long changedAt, long now) {
    return kept(state).filter(time -> now - changedAt >= time.toMillis()).isPresent();
  }
}
