package incoming.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A regular expression of a filter, which the whole of a text has to match.
 *
 * <p>Of RE2: the time that it takes grows with the length of the text alone, whatever a sender
 * writes; so there are no backreferences and nothing that looks ahead or behind. It has at most
 * 1,000 characters, and {@code {n}} may repeat what is in it up to a size of 500. A text of more
 * than 16,384 characters matches nothing, unless all that is asked is how it begins, {@code text.*}
 * with the flag {@code s}. Immutable. Source: RE2, its page "Syntax".
 */
public final class Regex {
  static final int LONGEST_TEXT = 16 * 1024;
  private static final int LONGEST = 1000;
  private static final int LARGEST = 500;
  private static final String JAVA_ESCAPE = "u[0-9a-fA-F]{4}";

  /** What has a meaning of its own, unless a backslash is before it. */
  private static final String SPECIAL = "^$.|?*+()[]{}";

  /** Java's intersection of classes; RE2 would take it for two characters. */
  private static final java.util.regex.Pattern INTERSECTION =
      java.util.regex.Pattern.compile("(?<!\\\\)\\[(?:[^\\]\\\\&]|\\\\.|&(?!&))*+&&");

  private final Predicate<String> matching;

  private Regex(Predicate<String> matching) {
    this.matching = matching;
  }

  /**
   * Reads {@code expression}.
   *
   * @throws IllegalArgumentException when it is none, or exceeds the limits; says what is wrong
   */
  public static Regex of(String expression) {
    return of(expression, "");
  }

  /** The same with flags as Jayway writes them behind the second slash. */
  static Regex of(String expression, String flags) {
    Optional<String> beginning = flags.equals("s") ? beginning(expression) : Optional.empty();
    if (beginning.isPresent()) {
      return new Regex(text -> text.startsWith(beginning.get()));
    }
    if (expression.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a regular expression has at most " + LONGEST + " characters");
    } else if (INTERSECTION.matcher(expression).find()) {
      throw new IllegalArgumentException("a regular expression knows no && in brackets (RE2)");
    }
    // Before it is compiled: each nested repetition multiplies what a compiled one takes.
    if (RegexSize.of(expression) > LARGEST) {
      throw new IllegalArgumentException(
          "a regular expression repeats too much; what is in braces may come to " + LARGEST);
    }
    try {
      // Jayway reads it so when the path is compiled, and is not asked again.
      java.util.regex.Pattern.compile(expression);
    } catch (java.util.regex.PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression is none: " + e.getDescription(), e);
    }
    try {
      Pattern pattern = Pattern.compile(unescaped(expression), flags(flags));
      return new Regex(text -> text.length() <= LONGEST_TEXT && pattern.matches(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression is none of RE2: %s '%s'"
              .formatted(e.getDescription(), e.getPattern()),
          e);
    }
  }

  /** Whether it matches all of {@code text}. */
  public boolean matches(String text) {
    return matching.test(text);
  }

  private static int flags(String flags) {
    return flags.chars().map(Regex::flag).reduce(0, (some, one) -> some | one);
  }

  private static int flag(int letter) {
    return switch (letter) {
      case 'i' -> Pattern.CASE_INSENSITIVE;
      case 'm' -> Pattern.MULTILINE;
      case 's' -> Pattern.DOTALL;
      default ->
          throw new IllegalArgumentException(
              "'%c' is no flag of a regular expression; there are i, m and s".formatted(letter));
    };
  }

  /** The text that {@code expression} wants at the beginning, if that is all: {@code text.*}. */
  private static Optional<String> beginning(String expression) {
    int end = expression.length() - ".*".length();
    if (!expression.endsWith(".*")) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < end; i++) {
      char c = expression.charAt(i);
      if (c != '\\') {
        if (SPECIAL.indexOf(c) >= 0) {
          return Optional.empty();
        }
        text.append(c);
      } else if (isByNumber(expression, i)) {
        text.append((char) HexFormat.fromHexDigits(expression, i + 2, i + 6));
        i += 5;
      } else if (i + 1 < end && !Character.isLetterOrDigit(expression.charAt(i + 1))) {
        i++;
        text.append(expression.charAt(i));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(text.toString());
  }

  /** Whether a character follows as JSON and Java write it by its number. */
  private static boolean isByNumber(String expression, int at) {
    return expression.substring(at + 1, Math.min(at + 6, expression.length())).matches(JAVA_ESCAPE);
  }

  /** With characters by number as RE2 writes them: filters have them as JSON and Java do. */
  private static String unescaped(String expression) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c != '\\' || i + 1 == expression.length()) {
        text.append(c);
      } else if (isByNumber(expression, i)) {
        text.append("\\x{").append(expression, i + 2, i + 6).append('}');
        i += 5;
      } else {
        text.append(c).append(expression.charAt(++i));
      }
    }
    return text.toString();
  }
}
