package incoming.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a JSONPath filter apart into the conditions that all have to be met. */
final class Conditions {
  private static final Pattern WHOLE =
      Pattern.compile("\\s*\\$\\[\\s*\\?\\s*\\((.*)\\)\\s*]\\s*", Pattern.DOTALL);

  private final String text;
  private final List<String> parts = new ArrayList<>();
  private int at;
  private int depth;
  private int start;

  private Conditions(String text) {
    this.text = text;
  }

  /** The conditions of {@code $[?(a && b)]}; none when it is anything but two or more of them. */
  static List<String> of(String filter) {
    Matcher whole = WHOLE.matcher(filter);
    return whole.matches() ? new Conditions(whole.group(1)).split() : List.of();
  }

  private List<String> split() {
    for (; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\'', '"' -> skip(text.charAt(at));
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case '/' -> regex();
        case '|' -> {
          if (depth == 0) {
            return List.of();
          }
        }
        case '&' -> {
          if (depth == 0 && text.startsWith("&&", at)) {
            end(at);
            start = ++at + 1;
          }
        }
        default -> {}
      }
      if (depth < 0) {
        return List.of(); // not one condition, but a path of several
      }
    }
    end(text.length());
    return parts.size() > 1 ? parts : List.of();
  }

  private void end(int end) {
    parts.add(text.substring(start, end).strip());
  }

  private void regex() {
    if (text.substring(0, at).stripTrailing().endsWith("=~")) {
      skip('/');
    }
  }

  /** To the character that closes what begins here. */
  private void skip(char quote) {
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      at += text.charAt(at) == '\\' ? 1 : 0;
    }
  }
}
