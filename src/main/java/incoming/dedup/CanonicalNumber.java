package incoming.dedup;

/**
 * A JSON number as a text that equal values share and different values do not: {@code 1.0}, {@code
 * 1e0} and {@code 1} are {@code 1}.
 *
 * <p>The layout is that of ECMAScript's Number::toString, as RFC 8785 demands. Unlike there the
 * value is never rounded to a double first: a number that is a double's shortest form gives exactly
 * the text of RFC 8785, and two order numbers of 25 digits stay two. An exponent is never expanded
 * to more than 21 digits, whatever a sender wrote.
 */
final class CanonicalNumber {
  /** From here on ECMAScript writes an exponent. */
  private static final int MAX_PLAIN_DIGITS = 21;

  private static final int MIN_PLAIN_POINT = -6;

  private CanonicalNumber() {}

  static String of(Number number) {
    String text = number.toString();
    return number instanceof Long ? text : of(text);
  }

  private static String of(String text) {
    int sign = text.startsWith("-") ? 1 : 0;
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = text.substring(sign, exponent < 0 ? text.length() : exponent);
    int dot = mantissa.indexOf('.');
    String digits = dot < 0 ? mantissa : mantissa.substring(0, dot) + mantissa.substring(dot + 1);

    int first = 0;
    while (first < digits.length() && digits.charAt(first) == '0') {
      first++;
    }
    int end = digits.length();
    while (end > first && digits.charAt(end - 1) == '0') {
      end--;
    }
    if (first == end) {
      return "0";
    }
    // The value is 0.DIGITS times ten to the power of point.
    long point = dot < 0 ? mantissa.length() : dot;
    point -= first;
    point += exponent < 0 ? 0 : Long.parseLong(text.substring(exponent + 1));
    StringBuilder out = new StringBuilder(sign == 0 ? "" : "-");
    return write(digits.substring(first, end), point, out).toString();
  }

  private static StringBuilder write(String digits, long point, StringBuilder out) {
    int length = digits.length();
    if (point > MAX_PLAIN_DIGITS || point <= MIN_PLAIN_POINT) {
      out.append(digits, 0, 1);
      if (length > 1) {
        out.append('.').append(digits, 1, length);
      }
      return out.append(point > 0 ? "e+" : "e").append(point - 1);
    }
    if (point <= 0) {
      return out.append("0.").append("0".repeat((int) -point)).append(digits);
    }
    if (length <= point) {
      return out.append(digits).append("0".repeat((int) point - length));
    }
    return out.append(digits, 0, (int) point).append('.').append(digits, (int) point, length);
  }
}
