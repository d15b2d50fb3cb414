package incoming.event;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A JSON number that stays text: one that no Java number prints as it was sent, such as {@code
 * 1e400}, {@code 1E5} or {@code -0}, and one of more than 100 characters.
 *
 * <p>Prints exactly as it was sent, and equals only a number of the same text: {@code 1e2} and
 * {@code 1E2} are different. An event never holds one whose exponent has more than 9 digits, so
 * that {@link #value()} always works.
 */
public final class JsonNumber extends Number {
  /** Digits that an exponent may have, leading zeros aside; what {@link BigDecimal} can hold. */
  static final int MAX_EXPONENT_DIGITS = 9;

  /** Reading and printing a big number costs the square of its digits. */
  private static final int MAX_CONVERTED_LENGTH = 100;

  private static final long serialVersionUID = 1L;

  private final String text;

  /** A number of this text, which must follow the grammar of RFC 8259. */
  public JsonNumber(String text) {
    this.text = text;
  }

  /**
   * The number that prints {@code text}, which must be a JSON number {@linkplain #inRange in
   * range}: a {@code Long}, {@code BigInteger} or {@code BigDecimal} where one does.
   */
  static Number of(String text) {
    if (exponent(text) >= 0 || text.equals("-0") || text.length() > MAX_CONVERTED_LENGTH) {
      return new JsonNumber(text);
    }
    if (text.indexOf('.') < 0) {
      BigInteger integer = new BigInteger(text);
      return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }
    BigDecimal decimal = new BigDecimal(text);
    return decimal.toString().equals(text) ? decimal : new JsonNumber(text);
  }

  /** Whether the exponent of {@code text} is small enough for {@link #value()}. */
  static boolean inRange(String text) {
    int start = exponent(text) + 1;
    if (start == 0) {
      return true;
    }
    while (start < text.length() && "+-0".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.length() - start <= MAX_EXPONENT_DIGITS;
  }

  private static int exponent(String text) {
    return Math.max(text.indexOf('e'), text.indexOf('E'));
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
