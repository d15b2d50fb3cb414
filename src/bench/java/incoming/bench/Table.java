package incoming.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table that reads well both in a terminal and as Markdown. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    row(heads);
  }

  void row(String... cells) {
    rows.add(Arrays.asList(cells));
  }

  /** Whether it has nothing but its heads. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** {@code value} with as many digits as mean something, in front of the ratio in brackets. */
  static String cell(double value, double ratio) {
    return number(value) + " (" + number(ratio) + ")";
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder rule = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int width = width(column);
        String cell = row.get(column);
        String blanks = " ".repeat(width - cell.length());
        text.append("| ").append(column == 0 ? cell + blanks : blanks + cell).append(' ');
        rule.append("|-").append("-".repeat(width)).append(column == 0 ? "-" : ":");
      }
      text.append("|\n");
      if (row == rows.get(0)) {
        text.append(rule).append("|\n");
      }
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().getAsInt();
  }
}
