package incoming.integration;

import java.math.BigDecimal;

/**
 * How often an integration may be posted to; what is more is refused with 429.
 *
 * @param perSecond requests, from 0.001 to a million, with 6 decimals at most
 * @param burst requests at once, from 1 to a million
 */
public record RateLimit(double perSecond, int burst) {
  /** What a new integration has. */
  public static final RateLimit DEFAULT = new RateLimit(50, 100);

  private static final int MOST = 1_000_000;
  private static final int DECIMALS = 6;

  void check(Faults faults) {
    // Written so that NaN is refused as well.
    if (!(perSecond >= 0.001 && perSecond <= MOST) || number().scale() > DECIMALS) {
      faults.at("perSecond").add("is from 0.001 to 1000000, with 6 decimals at most");
    }
    if (burst < 1 || burst > MOST) {
      faults.at("burst").add("is a whole number from 1 to 1000000");
    }
  }

  private BigDecimal number() {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros();
  }

  /** Requests a second as a person writes them. */
  String rate() {
    return number().toPlainString();
  }
}
