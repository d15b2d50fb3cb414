package incoming.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as a person writes them in a settings file: {@code 7d}, {@code 1MiB}, {@code 8}. */
public final class Units {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");

  private Units() {}

  /** A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 7d}. */
  public static Duration duration(String text) {
    Matcher m = QUANTITY.matcher(text);
    ChronoUnit unit =
        switch (m.matches() ? m.group(2) : "") {
          case "ms" -> ChronoUnit.MILLIS;
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          case "d" -> ChronoUnit.DAYS;
          default ->
              throw new IllegalArgumentException(
                  "'" + text + "' is not a time; write one such as 500ms, 10s, 5m, 2h or 7d");
        };
    return unit.getDuration().multipliedBy(Long.parseLong(m.group(1)));
  }

  /** A size in bytes such as {@code 512}, {@code 16KiB} or {@code 1MiB}. */
  public static long bytes(String text) {
    Matcher m = QUANTITY.matcher(text);
    int shift =
        switch (m.matches() ? m.group(2) : "?") {
          case "", "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default ->
              throw new IllegalArgumentException(
                  "'" + text + "' is not a size; write one such as 512, 16KiB, 1MiB or 2GiB");
        };
    return Long.parseLong(m.group(1)) << shift;
  }

  static int number(String text, int min, int max) {
    try {
      return (int) within(Long.parseLong(text), min, max);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  static long within(long number, long min, long max) {
    if (number < min || number > max) {
      throw new IllegalArgumentException(number + " is outside " + min + " to " + max);
    }
    return number;
  }

  /** {@code text} as a time between two others, all three as a person writes them. */
  public static Duration within(String text, String min, String max) {
    Duration time = duration(text);
    if (time.compareTo(duration(min)) < 0 || time.compareTo(duration(max)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is outside " + min + " to " + max);
    }
    return time;
  }
}
