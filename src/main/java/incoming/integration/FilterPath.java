package incoming.integration;

import incoming.integration.Filter.Conditions;
import incoming.integration.Filter.Match;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions as a JSONPath filter over the root of an event, {@code $[?(@.body.type == 'email')]}.
 *
 * <p>In the dialect of Jayway JsonPath, which Camel uses. From the root, since a path such as
 * {@code $.body[?(…)]} fails when the body is no object.
 */
final class FilterPath {
  private static final String OPEN = "$[?(";
  private static final String CLOSE = ")]";
  private static final String ROOT = "@.";

  // Possessive: else Java needs a stack as deep as the text is long, and a file may have any.
  private static final String NAME =
      "@\\.((?:[A-Za-z0-9_.]++|\\[\\d++]|\\[\"(?:[^\"\\\\]++|\\\\.)*+\"])++)";
  private static final String STRING = "'((?:[^'\\\\]++|\\\\.)*+)'";
  private static final String REGEX = "/((?:[^/\\\\]++|\\\\.)++)/(s?)";
  private static final Pattern CONDITION =
      Pattern.compile(
          NAME
              + "(?: (==|!=|>|<|contains|=~) (?:"
              + STRING
              + "|"
              + REGEX
              + "|(-?[0-9.]{1,90}|true|false|null)))?",
          Pattern.DOTALL);

  private FilterPath() {}

  static String write(Conditions filter) {
    List<String> conditions = filter.conditions().stream().map(FilterPath::write).toList();
    return OPEN + String.join(filter.match().sign(), conditions) + CLOSE;
  }

  private static String write(Condition condition) {
    String name = ROOT + Parameters.written(condition.parameter());
    Operator operator = condition.operator();
    return operator == Operator.EXISTS
        ? name
        : name + " " + operator.sign() + " " + value(operator, condition.value());
  }

  private static String value(Operator operator, Object value) {
    if (operator == Operator.STARTS_WITH) {
      // What follows may have line breaks, which a dot takes for the end without the s.
      return "/" + Literals.verbatim((String) value) + ".*/s";
    } else if (operator == Operator.MATCHES) {
      return "/" + ((String) value).replaceAll("(?<!\\\\)((?:\\\\\\\\)*)/", "$1\\\\/") + "/";
    } else if (value instanceof String text) {
      return Literals.quoted(text);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  /** The filter that {@code path} is; as it stands where conditions cannot say the same. */
  static Filter read(String path) {
    return conditions(path)
        .filter(conditions -> isSayable(conditions) && write(conditions).equals(path))
        .map(Filter.class::cast)
        .orElseGet(() -> new Filter.JsonPath(path));
  }

  private static boolean isSayable(Conditions conditions) {
    Faults faults = new Faults();
    conditions.check(faults);
    return faults.all().isEmpty();
  }

  private static Optional<Conditions> conditions(String path) {
    if (!path.startsWith(OPEN) || !path.endsWith(CLOSE)) {
      return Optional.empty();
    }
    int end = path.length() - CLOSE.length();
    List<Condition> conditions = new ArrayList<>();
    Match match = Match.ALL;
    Matcher condition = CONDITION.matcher(path).region(OPEN.length(), end);
    while (condition.lookingAt()) {
      conditions.add(condition(condition));
      if (condition.end() == end) {
        return Optional.of(new Conditions(match, conditions));
      }
      match = path.startsWith(Match.ANY.sign(), condition.end()) ? Match.ANY : Match.ALL;
      int next = condition.end() + match.sign().length();
      if (next >= end) {
        return Optional.empty();
      }
      condition.region(next, end);
    }
    return Optional.empty();
  }

  private static Condition condition(Matcher text) {
    String name = text.group(1);
    String sign = text.group(2);
    if (sign == null) {
      return new Condition(name, Operator.EXISTS, null);
    } else if (text.group(4) != null) {
      return regex(name, text.group(4), !text.group(5).isEmpty());
    }
    Operator operator =
        switch (sign) {
          case "==" -> Operator.EQUALS;
          case "!=" -> Operator.NOT_EQUALS;
          case ">" -> Operator.GREATER;
          case "<" -> Operator.LESS;
          default -> Operator.CONTAINS;
        };
    return new Condition(
        name,
        operator,
        text.group(3) == null ? scalar(text.group(6)) : Literals.unescaped(text.group(3)));
  }

  private static Condition regex(String name, String regex, boolean dotAll) {
    return dotAll && regex.endsWith(".*")
        ? new Condition(
            name, Operator.STARTS_WITH, Literals.unescaped(regex.substring(0, regex.length() - 2)))
        : new Condition(name, Operator.MATCHES, regex);
  }

  private static Object scalar(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> number(text);
    };
  }

  /** One that is none is no condition that could be written. */
  private static Object number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
