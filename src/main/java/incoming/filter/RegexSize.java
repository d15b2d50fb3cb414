package incoming.filter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes once its repetitions are written out; an estimate, and
 * never too small by more than a factor of a few.
 */
final class RegexSize {
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");
  private static final long ENOUGH = 1L << 30;

  private final String expression;
  private final Deque<Long> outside = new ArrayDeque<>();
  private long size;
  private long last;
  private int at;

  private RegexSize(String expression) {
    this.expression = expression;
  }

  static long of(String expression) {
    RegexSize reading = new RegexSize(expression);
    reading.read();
    return reading.size;
  }

  private void read() {
    Matcher repetition = REPETITION.matcher(expression);
    while (at < expression.length()) {
      switch (expression.charAt(at)) {
        case '(' -> open();
        case ')' -> close();
        case '[' -> {
          skipClass();
          add(1);
        }
        case '\\' -> {
          at++;
          add(1);
        }
        case '{' -> {
          if (repetition.region(at, expression.length()).lookingAt()) {
            repeat(most(repetition));
            at = repetition.end() - 1;
          } else {
            add(1);
          }
        }
        default -> add(1);
      }
      at++;
    }
    while (!outside.isEmpty()) {
      close();
    }
  }

  private static long most(Matcher repetition) {
    String most = repetition.group(2);
    return Math.max(1, Long.parseLong(most == null || most.isEmpty() ? repetition.group(1) : most));
  }

  private void open() {
    outside.push(size);
    size = 0;
    last = 0;
  }

  private void close() {
    if (!outside.isEmpty()) {
      last = size;
      size = Math.min(ENOUGH, outside.pop() + last);
    }
  }

  private void add(long one) {
    last = one;
    size = Math.min(ENOUGH, size + one);
  }

  private void repeat(long times) {
    long repeated = Math.min(ENOUGH, Math.max(1, last) * times);
    size = Math.min(ENOUGH, size - last + repeated);
    last = repeated;
  }

  /** To the bracket that closes the class; one that comes first is a member of it. */
  private void skipClass() {
    int i = at + 1;
    if (i < expression.length() && expression.charAt(i) == '^') {
      i++;
    }
    i++;
    while (i < expression.length() && expression.charAt(i) != ']') {
      i += expression.charAt(i) == '\\' ? 2 : 1;
    }
    at = i;
  }
}
