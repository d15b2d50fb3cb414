package incoming.jinjava;

import com.hubspot.jinjava.el.TruthyTypeConverter;
import incoming.event.JsonNumber;
import incoming.event.JsonText;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * How operators turn a value into the type that they need.
 *
 * <p>Decimals are compared and computed exactly ({@code 1.10 == 1.1}), and what is too long to
 * compute with is refused before an operator expands it: {@code 1E+999999999} is a number of twelve
 * characters and, once aligned for an addition, of a gigabyte.
 */
final class Conversions extends TruthyTypeConverter {
  @Serial private static final long serialVersionUID = 1L;

  static final Conversions INSTANCE = new Conversions();

  private static final int LONGEST_NUMBER = 1_000;

  private Conversions() {}

  /** {@code value} as an exact decimal of bounded length. */
  static BigDecimal decimal(Object value) {
    return INSTANCE.convert(value, BigDecimal.class);
  }

  @Override
  public <T> T convert(Object value, Class<T> type) {
    if (type == Object.class) {
      return type.cast(value);
    }
    if (value instanceof Undefined undefined && type != Boolean.class) {
      throw undefined.complaint();
    }
    if (Number.class.isAssignableFrom(type)
        && value instanceof CharSequence text
        && text.length() > LONGEST_NUMBER) {
      throw Rendering.current().failure("a text is too long to be read as a number");
    }
    return super.convert(value, type);
  }

  @Override
  protected BigDecimal coerceToBigDecimal(Object value) {
    BigDecimal decimal;
    if (value instanceof JsonNumber number) {
      decimal = number.value();
    } else if (value instanceof Double || value instanceof Float) {
      decimal = new BigDecimal(value.toString());
    } else {
      decimal = super.coerceToBigDecimal(value);
    }
    Limits.checkDigits(decimal);
    BigDecimal shortest = decimal.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  @Override
  protected BigInteger coerceToBigInteger(Object value) {
    if (value instanceof BigDecimal decimal) {
      Limits.checkDigits(decimal);
    }
    BigInteger integer = super.coerceToBigInteger(value);
    Limits.checkDigits(integer);
    return integer;
  }

  @Override
  protected String coerceToString(Object value) {
    if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
      Limits.check(value);
      return JsonText.of(value);
    }
    return super.coerceToString(value);
  }
}
