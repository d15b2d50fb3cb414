package incoming.config;

import java.util.function.UnaryOperator;

/**
 * Replaces the placeholders {@code {{…}}} of one setting, after the syntax of Camel's properties
 * component.
 *
 * <p>Camel's own parser is asked for one placeholder at a time: it reads what a placeholder stands
 * for again, and its messages repeat the whole text, so that a secret which happens to hold a pair
 * of braces fails and is printed. Here the value of {@code env:}, {@code file:} and {@code sys:} is
 * taken as it is, and a message names placeholders as they are written, never any other text.
 *
 * @param lookup the value of one key, {@code env:NAME} or {@code shop.host:localhost}; one that is
 *     not there is a {@link RuntimeException}
 */
record Placeholders(UnaryOperator<String> lookup) {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final int DEEPEST = 16;

  /**
   * {@code text} with every placeholder replaced; a pair of braces after a backslash is itself.
   *
   * @throws IllegalArgumentException with a message that holds nothing of {@code text} but its
   *     placeholders
   */
  String resolve(String text) {
    return text.contains(OPEN) ? resolve(text, 0) : text;
  }

  private String resolve(String text, int depth) {
    StringBuilder resolved = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith(OPEN, i)) {
        int end = end(text, i);
        resolved.append(value(text.substring(i, end), depth + 1));
        i = end - 1;
      } else if (text.charAt(i) == '\\' && isToken(text, i + 1)) {
        resolved.append(text, i + 1, i + 3);
        i += 2;
      } else {
        resolved.append(text.charAt(i));
      }
    }
    return resolved.toString();
  }

  private static int end(String text, int start) {
    int open = 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && isToken(text, i + 1)) {
        i += 2;
      } else if (text.startsWith(OPEN, i)) {
        open++;
        i++;
      } else if (text.startsWith(CLOSE, i)) {
        open--;
        i++;
        if (open == 0) {
          return i + 1;
        }
      }
    }
    throw new IllegalArgumentException(
        "has {{ without its }}; a value that itself holds {{ goes into a file or a variable, which"
            + " is written {{file:/path}} or {{env:NAME}}");
  }

  private String value(String placeholder, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(placeholder + " stands for itself");
    }
    String written = placeholder.substring(OPEN.length(), placeholder.length() - CLOSE.length());
    String key = resolve(written, depth);
    String value;
    try {
      value = lookup.apply(key);
    } catch (RuntimeException e) {
      // Without the cause: its message may have what another placeholder stands for.
      throw new IllegalArgumentException(
          placeholder + " does not resolve" + (key.equals(written) ? reason(key) : ""));
    }
    if (value == null) {
      return "";
    }
    return isLiteral(key) ? value : resolve(value, depth);
  }

  private static boolean isToken(String text, int at) {
    return text.startsWith(OPEN, at) || text.startsWith(CLOSE, at);
  }

  /** Whether the value of {@code key} was never meant to be read as a setting. */
  private static boolean isLiteral(String key) {
    return key.startsWith("env:") || key.startsWith("file:") || key.startsWith("sys:");
  }

  private static String reason(String key) {
    String name = key.substring(key.indexOf(':') + 1);
    if (key.startsWith("env:")) {
      return ": the environment variable " + name + " is not set";
    } else if (key.startsWith("sys:")) {
      return ": the system property " + name + " is not set";
    } else if (key.startsWith("file:")) {
      return ": there must be a file " + name + " of UTF-8 text, 64 KiB at most, that can be read";
    }
    return ": there is no such property";
  }
}
