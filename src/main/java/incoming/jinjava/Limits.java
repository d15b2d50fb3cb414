package incoming.jinjava;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * What one rendering may build, so that neither a sender nor a template can exhaust the process.
 *
 * <p>Lists and objects are measured before they are written, filtered, compared or kept: a list
 * that holds the same list many times is small in memory and huge as text.
 */
final class Limits {
  /** The longest text that a template may render or any of its expressions build, in characters. */
  static final int TEXT = 1 << 20;

  /** The most numbers that {@code range} gives. */
  static final int RANGE = 10_000;

  /** How long a rendering may take, in milliseconds. */
  static final int MILLIS = 1_000;

  /** What is told when a text grows longer than {@link #TEXT}. */
  static final String TOO_LONG = "a text grows longer than " + TEXT + " characters";

  private static final int SIZE = 2 * TEXT;
  private static final int DEPTH = 256;
  private static final int DIGITS = 10_000;

  private Limits() {}

  /** Passes when {@code value} is no longer as text than the limits allow. */
  static void check(Object value) {
    if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
      measure(value, 0, 0);
    } else if (value instanceof CharSequence text && !(value instanceof Undefined)) {
      checkLength(text.length());
    } else if (value instanceof BigDecimal || value instanceof BigInteger) {
      checkDigits((Number) value);
    }
  }

  static void checkLength(long characters) {
    if (characters > TEXT) {
      throw Rendering.current().failure(TOO_LONG);
    }
  }

  /** Passes when computing with {@code number} does not expand it to more digits than allowed. */
  static void checkDigits(Number number) {
    boolean tooLong =
        number instanceof BigDecimal decimal
            ? Math.abs((long) decimal.scale()) > DIGITS || decimal.precision() > DIGITS
            : number instanceof BigInteger integer && integer.bitLength() > 4 * DIGITS;
    if (tooLong) {
      throw Rendering.current().failure("a number has more than " + DIGITS + " digits");
    }
  }

  private static long measure(Object value, long before, int depth) {
    long size = before + 1;
    if (depth > DEPTH) {
      throw Rendering.current().failure("a value is nested deeper than " + DEPTH + " levels");
    }
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        size = measure(member.getKey(), size, depth + 1);
        size = measure(member.getValue(), size, depth + 1);
      }
    } else if (value instanceof CharSequence text && !(value instanceof Undefined)) {
      size += text.length();
    } else if (value instanceof Iterable<?> elements && !(value instanceof Undefined)) {
      for (Object element : elements) {
        size = measure(element, size, depth + 1);
      }
    } else if (value instanceof Number number) {
      checkDigits(number);
    }
    if (size > SIZE) {
      throw Rendering.current().failure("a list or object grows larger than " + SIZE);
    }
    return size;
  }
}
