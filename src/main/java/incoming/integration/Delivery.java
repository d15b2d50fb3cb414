package incoming.integration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import incoming.config.Units;
import java.math.BigDecimal;

/** When the outgoing call is made. In JSON {@code type} is {@code queue} or {@code direct}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Delivery.Queue.class, name = "queue"),
  @JsonSubTypes.Type(value = Delivery.Direct.class, name = "direct")
})
public sealed interface Delivery {
  /** Adds what is wrong with it. */
  void check(Faults faults);

  /**
   * After the sender was answered, as often as it takes. What is {@code null} or empty is as in the
   * settings {@code incoming.delivery.*}.
   *
   * @param concurrency calls at a time, 1 to 64; {@code null} with a strict order
   * @param maxRate calls a second, above 0, with 6 decimals at most
   * @param retryDelay before the second call, such as {@code 1s}; 10ms to 1h
   * @param maxRetryDelay the longest between two calls, 10ms to 1d
   * @param retryFor in which calls are repeated, 0s to 30d
   * @param strictOrder whether each event waits until the one before it is over
   */
  record Queue(
      Integer concurrency,
      Double maxRate,
      String retryDelay,
      String maxRetryDelay,
      String retryFor,
      boolean strictOrder)
      implements Delivery {
    /** What a new integration has: all as in the settings. */
    public static final Queue DEFAULT = new Queue(null, null, "", "", "", false);

    private static final int MOST_CALLS = 64;
    private static final int MOST_RATE = 999_999;

    public Queue {
      retryDelay = Texts.orEmpty(retryDelay);
      maxRetryDelay = Texts.orEmpty(maxRetryDelay);
      retryFor = Texts.orEmpty(retryFor);
    }

    @Override
    public void check(Faults faults) {
      if (concurrency != null && strictOrder) {
        faults.at("concurrency").add("is one with a strict order; leave it out");
      } else if (concurrency != null && (concurrency < 1 || concurrency > MOST_CALLS)) {
        faults.at("concurrency").add("is a whole number from 1 to " + MOST_CALLS);
      }
      if (maxRate != null && !(maxRate > 0 && maxRate <= MOST_RATE && number().scale() <= 6)) {
        faults.at("maxRate").add("is above 0, up to 999999, with 6 decimals at most");
      }
      time(retryDelay, "10ms", "1h", faults.at("retryDelay"));
      time(maxRetryDelay, "10ms", "1d", faults.at("maxRetryDelay"));
      time(retryFor, "0s", "30d", faults.at("retryFor"));
    }

    private static void time(String text, String min, String max, Faults faults) {
      if (!text.isEmpty()) {
        Texts.check(() -> Units.within(text, min, max), faults);
      }
    }

    private BigDecimal number() {
      return BigDecimal.valueOf(maxRate).stripTrailingZeros();
    }

    /** Calls a second as a person writes them. */
    String rate() {
      return number().toPlainString();
    }
  }

  /** While the sender waits: nothing is kept, and nothing repeated. */
  record Direct() implements Delivery {
    @Override
    public void check(Faults faults) {
      // There is nothing to fill in.
    }
  }
}
