package incoming.http;

import incoming.config.Nearest;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads the option {@code httpMethodRestrict}. */
final class Methods {
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private Methods() {}

  /**
   * The methods in {@code restrict}, separated by commas, in any case and order; {@code null} is
   * POST alone.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  static Set<String> of(String restrict) {
    Set<String> methods = new TreeSet<>();
    for (String method : (restrict == null ? "POST" : restrict).split(",", -1)) {
      String name = method.strip().toUpperCase(Locale.ROOT);
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "httpMethodRestrict: '"
                + method.strip()
                + "' is no method of HTTP"
                + Nearest.hint(name, KNOWN));
      }
      methods.add(name);
    }
    return methods;
  }
}
