package incoming.event;

import java.math.BigDecimal;

/**
 * A JSON number whose text no Java number prints, such as {@code 1e400}, {@code 1E5} or {@code -0}.
 *
 * <p>Prints exactly as it was sent.
 */
public final class JsonNumber extends Number {
  private static final long serialVersionUID = 1L;

  private final String text;

  /** A number of this text, which must follow the grammar of RFC 8259. */
  public JsonNumber(String text) {
    this.text = text;
  }

  /** The exact value. Beware of expanding it: the exponent is the sender's. */
  public BigDecimal value() {
    return new BigDecimal(text);
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return Float.parseFloat(text);
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && text.equals(number.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
