package incoming.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Text for a terminal.
 *
 * <p>Much of what is printed comes from senders and targets. Characters that would steer the
 * terminal or turn the direction of writing are printed as {@code \}{@code u001b}.
 */
final class Text {
  private static final int LABEL = 16;

  private final PrintWriter out;

  Text(PrintWriter out) {
    this.out = out;
  }

  /** One line. */
  void line(String text) {
    out.println(clean(text, false));
  }

  /** Text of any number of lines, as it is. */
  void block(String text) {
    out.println(clean(text, true));
  }

  /** A value behind its label; nothing when there is none. */
  void field(String label, String value) {
    if (!value.isEmpty()) {
      out.println(pad(label, LABEL) + clean(value, false));
    }
  }

  /** Columns as wide as what is in them, below their {@code titles}. */
  void table(List<String> titles, List<List<String>> rows) {
    int[] widths = titles.stream().mapToInt(String::length).toArray();
    List<List<String>> cleaned =
        rows.stream().map(row -> row.stream().map(cell -> clean(cell, false)).toList()).toList();
    for (List<String> row : cleaned) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    row(titles, widths);
    cleaned.forEach(row -> row(row, widths));
  }

  private void row(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(pad(cells.get(i), widths[i] + 2));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** {@code text} without what a terminal would obey; line breaks and tabs may stay. */
  static String clean(String text, boolean lines) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isPrinted(c) || (lines && (c == '\n' || c == '\t'))) {
                cleaned.appendCodePoint(c);
              } else {
                cleaned.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              }
            });
    return cleaned.toString();
  }

  private static boolean isPrinted(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
