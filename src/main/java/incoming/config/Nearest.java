package incoming.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that a person most likely meant. */
public final class Nearest {
  private static final int FEW = 12;

  private Nearest() {}

  /** The one of {@code names} that is {@code typed} but for a slip of a finger. */
  public static Optional<String> to(String typed, Collection<String> names) {
    String best = null;
    int least = Math.max(1, typed.length() / 3) + 1;
    for (String name : new TreeSet<>(names)) {
      int distance = distance(squeeze(typed), squeeze(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean x?}, else {@code ; there are a, b, c} when these are few, else "". */
  public static String hint(String typed, Collection<String> names) {
    return to(typed, names)
        .map(name -> "; did you mean '" + name + "'?")
        .orElseGet(
            () ->
                names.isEmpty() || names.size() > FEW
                    ? ""
                    : (names.size() == 1 ? "; there is " : "; there are ")
                        + String.join(", ", new TreeSet<>(names)));
  }

  /** Case and hyphens do not count: set-body is as near to setBody as can be. */
  private static String squeeze(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
