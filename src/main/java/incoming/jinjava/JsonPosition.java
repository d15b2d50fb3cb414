package incoming.jinjava;

/**
 * Follows the literal text of a JSON template: is the next character inside a string?
 *
 * <p>Values do not move it: inside a string they are escaped, outside they are whole.
 */
final class JsonPosition {
  private boolean inString;
  private boolean afterBackslash;

  void follow(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (afterBackslash) {
        afterBackslash = false;
      } else if (inString && c == '\\') {
        afterBackslash = true;
      } else if (c == '"') {
        inString = !inString;
      }
    }
  }

  boolean inString() {
    return inString;
  }

  /** True between a backslash and the character that it escapes, where nothing else may stand. */
  boolean inEscape() {
    return afterBackslash;
  }
}
