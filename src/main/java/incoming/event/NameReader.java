package incoming.event;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads parameter names as a person types them; every error says where and what would be right. */
final class NameReader {
  private static final int INDEX_DIGITS = 9;

  private final String text;
  private final int end;
  private int at;

  NameReader(String text) {
    this(text, 0, text.length());
  }

  /** A reader of a part of {@code text}; errors tell the character of the whole. */
  NameReader(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The next name, up to something that cannot belong to it. */
  ParameterName name() {
    skipSpace();
    if (text.startsWith("request.", at)) {
      at += "request.".length();
    }
    int start = at;
    String root = word();
    if (!Event.PARTS.contains(root)) {
      at = start;
      throw wrong("a name begins with one of " + String.join(", ", Event.PARTS));
    }
    List<Object> steps = new ArrayList<>();
    while (peek() == '.' || peek() == '[') {
      steps.add(text.charAt(at++) == '.' ? dotted() : bracketed());
    }
    if (!steps.isEmpty() && !Event.DEEP_PARTS.contains(root)) {
      at = start;
      throw wrong("'" + root + "' is one value and has nothing inside it");
    }
    if (root.equals(Event.HEADERS) && !steps.isEmpty() && steps.get(0) instanceof String header) {
      steps.set(0, Headers.lower(header));
    }
    return new ParameterName(root, steps);
  }

  /** Skips a comma, or answers that there is none. */
  boolean comma() {
    skipSpace();
    boolean comma = peek() == ',';
    at += comma ? 1 : 0;
    return comma;
  }

  /** Makes sure that nothing is left. */
  void end() {
    skipSpace();
    if (at < end) {
      throw wrong("unexpected '" + Character.toString(text.codePointAt(at)) + "'; " + plainOnly());
    }
  }

  private Object dotted() {
    if (FlatName.isDigit(peek())) {
      return index();
    }
    String word = word();
    if (word.isEmpty()) {
      throw wrong("a name is missing behind the dot; " + plainOnly());
    }
    return word;
  }

  private Object bracketed() {
    char c = peek();
    Object step;
    if (c == '"' || c == '\'') {
      step = quoted(c);
    } else if (FlatName.isDigit(c)) {
      step = index();
    } else {
      throw wrong("a bracket holds a number or a name in quotation marks");
    }
    if (peek() != ']') {
      throw wrong("']' is missing");
    }
    at++;
    return step;
  }

  private Integer index() {
    int start = at;
    while (FlatName.isDigit(peek())) {
      at++;
    }
    String digits = text.substring(start, at);
    if (FlatName.isPlainStart(peek())) {
      throw wrong("a name that begins with a digit is written [\"" + digits + "…\"]");
    }
    if (digits.length() > INDEX_DIGITS || (digits.length() > 1 && digits.startsWith("0"))) {
      at = start;
      throw wrong("'" + digits + "' is not an index; a member of that name is written [\"…\"]");
    }
    return Integer.valueOf(digits);
  }

  private String word() {
    int start = at;
    while (FlatName.isPlainStart(peek()) || (at > start && FlatName.isDigit(peek()))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted(char quote) {
    StringBuilder member = new StringBuilder();
    int start = at++;
    while (peek() != quote) {
      if (at == end) {
        at = start;
        throw wrong("the name that begins here has no closing " + quote);
      }
      char c = text.charAt(at++);
      member.append(c == '\\' ? escape() : c);
    }
    at++;
    return member.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\'', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> {
        at--;
        throw wrong("a backslash stands before one of \" ' \\ / b f n r t or u and four digits");
      }
    };
  }

  private char unicode() {
    int start = at;
    while (at < start + 4) {
      if (!HexFormat.isHexDigit(peek())) {
        throw wrong("\\u needs four hexadecimal digits");
      }
      at++;
    }
    return (char) HexFormat.fromHexDigits(text, start, at);
  }

  private char peek() {
    return at < end ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < end && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private static String plainOnly() {
    return "a name with other characters than letters, digits and _ is written as in"
        + " headers[\"x-request-id\"]";
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(
        (end == text.length() ? "parameter name " : "")
            + "\""
            + text
            + "\", character "
            + (at + 1)
            + ": "
            + reason);
  }
}
