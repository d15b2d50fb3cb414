package incoming.event;

import java.util.Set;

/**
 * The parts of a flat name as they are written: {@code .name}, {@code ["any name"]}, {@code [0]}.
 *
 * <p>A member is written plain where a template may write it so: letters, digits and underscores of
 * ASCII, no digit first, and none of the words that the template language keeps for itself. Every
 * other one is a JSON string in brackets.
 */
final class FlatName {
  /** Words that Jinjava reads as operators or constants even behind a dot. */
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "div",
          "else",
          "empty",
          "eq",
          "false",
          "False",
          "ge",
          "gt",
          "if",
          "in",
          "instanceof",
          "le",
          "lt",
          "mod",
          "ne",
          "not",
          "null",
          "or",
          "true",
          "True");

  private FlatName() {}

  static void append(StringBuilder name, String member) {
    if (isPlain(member)) {
      name.append('.').append(member);
    } else {
      name.append('[');
      JsonText.quote(member, name);
      name.append(']');
    }
  }

  static void append(StringBuilder name, int index) {
    name.append('[').append(index).append(']');
  }

  /** How many characters {@link #append(StringBuilder, String)} adds. */
  static int length(String member) {
    if (isPlain(member)) {
      return 1 + member.length();
    }
    int length = 4 + member.length();
    for (int i = 0; i < member.length(); i++) {
      switch (member.charAt(i)) {
        case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> length++;
        default -> length += member.charAt(i) < ' ' ? 5 : 0;
      }
    }
    return length;
  }

  /** How many characters {@link #append(StringBuilder, int)} adds. */
  static int length(int index) {
    int digits = 1;
    for (int rest = index / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits + 2;
  }

  static String quoted(String member) {
    StringBuilder quoted = new StringBuilder();
    JsonText.quote(member, quoted);
    return quoted.toString();
  }

  static boolean isPlainStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPlain(String member) {
    if (member.isEmpty() || !isPlainStart(member.charAt(0))) {
      return false;
    }
    for (int i = 1; i < member.length(); i++) {
      if (!isPlainStart(member.charAt(i)) && !isDigit(member.charAt(i))) {
        return false;
      }
    }
    return !RESERVED.contains(member);
  }
}
