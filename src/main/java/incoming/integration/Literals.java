package incoming.integration;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Texts within a JSONPath filter.
 *
 * <p>Braces are always escaped: two of them would be a placeholder to Camel, and one behind a
 * dollar sign an expression of its language Simple. So are characters that YAML has no place for.
 */
final class Literals {
  /** What has a meaning in a regular expression, or ends one in a filter. */
  private static final String SPECIAL = "\\^$.|?*+()[]/";

  private static final Pattern ESCAPE = Pattern.compile("\\\\u[0-9a-f]{4}");

  private Literals() {}

  /** Whether a character can stand for itself. */
  static boolean isPlain(int c) {
    return c != '{'
        && c != '}'
        && !Character.isISOControl(c)
        && c != '\u2028'
        && c != '\u2029'
        && c != '\uFEFF'
        && c < 0xFFFE;
  }

  /** {@code c} as all of JSON, JSONPath and regular expressions read it. */
  static String escape(int c) {
    return "\\u%04x".formatted(c);
  }

  /** {@code text} in single quotation marks. */
  static String quoted(String text) {
    return "'" + escaped(text, "\\'") + "'";
  }

  /** What a regular expression takes for {@code text} and nothing else. */
  static String verbatim(String text) {
    return escaped(text, SPECIAL);
  }

  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isPlain(c)) {
        escaped.append(escape(c));
      } else {
        escaped.append(special.indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return escaped.toString();
  }

  /** What {@link #escaped} made {@code text} of; any other text becomes some other one. */
  static String unescaped(String text) {
    StringBuilder unescaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && ESCAPE.matcher(text).region(i, text.length()).lookingAt()) {
        unescaped.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
        i += 5;
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        unescaped.append(text.charAt(i));
      } else {
        unescaped.append(c);
      }
    }
    return unescaped.toString();
  }
}
