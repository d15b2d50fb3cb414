package incoming.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A text with parameters of the event in it: {@code order {body.order.id}}.
 *
 * <p>Between braces stands a parameter's name as {@link ParameterName#parse} reads it; <code>\{
 * </code> is a brace itself, and a closing brace outside of a parameter stands for itself. Parsed
 * once, then written any number of times. Immutable.
 */
public final class ParameterText {
  /** A {@code String} as it is, or the {@code ParameterName} whose value stands there. */
  private final List<Object> parts;

  private ParameterText(List<Object> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException says at which character it is wrong, and what would be right
   */
  public static ParameterText parse(String text) {
    List<Object> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '{') {
        literal.append('{');
        at += 2;
      } else if (c == '{') {
        int end = end(text, at);
        flush(literal, parts);
        parts.add(name(text, at + 1, end));
        at = end + 1;
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, parts);
    return new ParameterText(parts);
  }

  /** Whether it has no parameter. */
  public boolean isConstant() {
    return parts.stream().allMatch(String.class::isInstance);
  }

  /** The texts between the {@code separator}s that stand outside of its parameters. */
  public List<ParameterText> split(char separator) {
    List<ParameterText> texts = new ArrayList<>();
    List<Object> current = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String literal) {
        int start = 0;
        for (int i = literal.indexOf(separator); i >= 0; i = literal.indexOf(separator, start)) {
          current.add(literal.substring(start, i));
          texts.add(new ParameterText(current));
          current.clear();
          start = i + 1;
        }
        current.add(literal.substring(start));
      } else {
        current.add(part);
      }
    }
    texts.add(new ParameterText(current));
    return texts;
  }

  /**
   * Appends the text for {@code event} to {@code out}.
   *
   * @param literal appends what stands in the text itself
   * @param value appends the value of a parameter: a string, a boolean as JSON writes it, or a
   *     number as it was sent
   * @return why it cannot be written, as in {@code needs body.id, which the event does not have};
   *     {@code out} is of no use then. Empty when it was
   */
  public Optional<String> write(
      Event event,
      StringBuilder out,
      BiConsumer<String, StringBuilder> literal,
      BiConsumer<String, StringBuilder> value) {
    for (Object part : parts) {
      if (part instanceof ParameterName name) {
        Object found = event == null ? ParameterName.MISSING : name.find(event);
        String lack = lack(found);
        if (lack != null) {
          return Optional.of("needs " + name + ", which " + lack);
        }
        value.accept(found.toString(), out);
      } else {
        literal.accept((String) part, out);
      }
    }
    return Optional.empty();
  }

  private static String lack(Object value) {
    if (value == ParameterName.MISSING) {
      return "the event does not have";
    } else if (value == null) {
      return "is null";
    } else if (value instanceof Map) {
      return "is an object";
    }
    return value instanceof List ? "is an array" : null;
  }

  /** Where the parameter that begins at {@code start} has its closing brace. */
  private static int end(String text, int start) {
    char quote = 0;
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '}') {
        return i;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
    }
    throw wrong(
        text,
        start,
        "the parameter that begins here has no closing }; write \\{ for a brace itself");
  }

  private static ParameterName name(String text, int start, int end) {
    NameReader reader = new NameReader(text, start, end);
    ParameterName name = reader.name();
    reader.end();
    return name;
  }

  private static void flush(StringBuilder literal, List<Object> parts) {
    if (!literal.isEmpty()) {
      parts.add(literal.toString());
      literal.setLength(0);
    }
  }

  private static IllegalArgumentException wrong(String text, int at, String reason) {
    return new IllegalArgumentException("\"" + text + "\", character " + (at + 1) + ": " + reason);
  }

  /** With its parameters as in {@link #parse}, each name in its canonical form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof String literal) {
        text.append(literal.replace("{", "\\{"));
      } else {
        text.append('{').append(part).append('}');
      }
    }
    return text.toString();
  }
}
