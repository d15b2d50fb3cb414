package incoming.integration;

import incoming.event.ParameterName;
import incoming.filter.Regex;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * One condition of a filter: what a parameter of the event has to be.
 *
 * @param parameter its flat name, {@code body.order.status}; kept in its canonical form
 * @param value a {@code String}, {@code BigDecimal} or {@code Boolean}, or {@code null}, as the
 *     operator needs it
 */
public record Condition(String parameter, Operator operator, Object value) {
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_VALUE = 1000;
  private static final int MOST_DIGITS = 40;

  /** The beginning of a text that stands for itself in a regular expression. */
  private static final Pattern QUOTED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\Q");

  public Condition {
    parameter = Parameters.canonical(Texts.orEmpty(parameter));
    value = value instanceof Number number ? plain(number) : value;
    if (operator == Operator.MATCHES && value instanceof String regex) {
      // A slash needs no backslash; in the filter it gets one.
      value = regex.replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\/", "$1/");
    }
  }

  private static BigDecimal plain(Number number) {
    BigDecimal decimal = new BigDecimal(number.toString());
    if (Math.abs(decimal.scale()) > MOST_DIGITS || decimal.precision() > MOST_DIGITS) {
      return decimal; // too long to be written out; a fault
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  void check(Faults faults) {
    faults.at("parameter").whole(parameter, LONGEST_NAME);
    Texts.check(() -> ParameterName.parse(parameter), faults.at("parameter"));
    if (operator == null) {
      faults.at("operator").add("is missing");
      return;
    }
    value(faults.at("value"));
  }

  private void value(Faults faults) {
    switch (operator) {
      case EXISTS -> {
        if (value != null) {
          faults.add("is not asked for by exists; leave it out");
        }
      }
      case STARTS_WITH, MATCHES -> {
        if (!(value instanceof String text) || text.isEmpty()) {
          faults.add("is a text");
        }
      }
      case CONTAINS, GREATER, LESS -> {
        if (!(value instanceof String) && !(value instanceof BigDecimal)) {
          faults.add("is a text or a number");
        }
      }
      case EQUALS, NOT_EQUALS -> {
        if (value != null
            && !(value instanceof String)
            && !(value instanceof BigDecimal)
            && !(value instanceof Boolean)) {
          faults.add("is a text, a number, true, false or null");
        }
      }
    }
    if (value instanceof String text) {
      if (operator == Operator.MATCHES) {
        regex(text, faults);
      } else {
        faults.whole(text, LONGEST_VALUE);
      }
    } else if (value instanceof BigDecimal number
        && (number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS)) {
      faults.add("has more than " + MOST_DIGITS + " digits");
    }
  }

  private static void regex(String text, Faults faults) {
    faults.line(text, LONGEST_VALUE);
    faults.withoutPlaceholder(text);
    if (QUOTED.matcher(text).find()) {
      // A slash in it could not be written: a backslash stands for itself there.
      faults.add("has \\Q; put a backslash before each character instead");
    }
    if (text.contains("${")) {
      faults.add("has ${, which Camel would replace; write [$] for the character itself");
    }
    if (text.length() <= LONGEST_VALUE) { // else it is told already
      Texts.check(() -> Regex.of(text), faults);
    }
  }
}
