package incoming.auth;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The options of one use of a step, taken out one by one; those that are left are unknown.
 *
 * <p>An {@link IllegalArgumentException} begins with the option, so that a lint finds its place.
 */
final class StepOptions {
  /** RFC 9110 section 5.1. */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final String step;
  private final Map<String, Object> options;

  StepOptions(String step, Map<String, Object> options) {
    this.step = step;
    this.options = options;
  }

  /** What {@code reading} makes of an option, if it is written. */
  <T> Optional<T> take(String name, Function<String, T> reading) {
    Object value = options.remove(name);
    try {
      return Optional.ofNullable(value).map(text -> reading.apply(text.toString().strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
    }
  }

  /** An option as it is written, blanks and all. */
  Optional<String> text(String name) {
    return Optional.ofNullable(options.remove(name)).map(Object::toString);
  }

  /** An option that has to be written; {@code hint} says what may stand there. */
  String required(String name, String hint) {
    return text(name)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "incoming:" + step + " needs " + name + "=<" + hint + ">"));
  }

  /** The name of a header. */
  static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("this is no name of a header, such as X-Api-Key");
    }
    return text;
  }
}
