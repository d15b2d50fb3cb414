package incoming.jinjava;

import com.hubspot.jinjava.lib.filter.Filter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The filters over numbers, computed as exact decimals of bounded length. */
final class Numbers {
  private static final int MAX_PRECISION = 100;

  private Numbers() {}

  static List<Filter> filters() {
    return List.of(
        new OwnFilter("abs", (value, args) -> decimal(value, args).abs()),
        new OwnFilter("float", (value, args) -> orZero(value, args)),
        new OwnFilter("int", Numbers::integer),
        new OwnFilter("round", Numbers::round),
        new OwnFilter("sum", Numbers::sum));
  }

  private static BigDecimal decimal(Object value, OwnFilter.Arguments args) {
    try {
      return Conversions.decimal(value instanceof String text ? text.strip() : value);
    } catch (jinjava.javax.el.ELException e) {
      throw args.rendering().failure("the filter '" + args.filter() + "' needs a number");
    }
  }

  private static Object orZero(Object value, OwnFilter.Arguments args) {
    try {
      return Conversions.decimal(value instanceof String text ? text.strip() : value);
    } catch (jinjava.javax.el.ELException e) {
      return args.get(0, "default", 0);
    }
  }

  private static Object integer(Object value, OwnFilter.Arguments args) {
    return orZero(value, args) instanceof BigDecimal decimal
        ? decimal.toBigInteger()
        : args.get(0, "default", 0);
  }

  private static Object round(Object value, OwnFilter.Arguments args) {
    int precision = decimal(args.get(0, "precision", 0), args).intValue();
    if (Math.abs(precision) > MAX_PRECISION) {
      throw args.rendering().failure("round: the precision is at most " + MAX_PRECISION);
    }
    RoundingMode mode =
        switch (args.text(1, "method", "common")) {
          case "common" -> RoundingMode.HALF_UP;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw args.rendering().failure("round: the method is common, ceil or floor");
        };
    return decimal(value, args).setScale(precision, mode);
  }

  private static Object sum(Object value, OwnFilter.Arguments args) {
    Object attribute = args.get(0, "attribute", null);
    BigDecimal sum = BigDecimal.ZERO;
    for (Object element : Lists.elements(value)) {
      Object addend =
          attribute == null
              ? element
              : args.rendering().resolveProperty(element, List.of(Escaping.plain(attribute)));
      sum = sum.add(decimal(addend, args));
      Limits.checkDigits(sum);
    }
    return sum;
  }
}
