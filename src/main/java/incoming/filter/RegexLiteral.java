package incoming.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression as it stands in a JSONPath: {@code /expression/flags}.
 *
 * @param flags letters behind the second slash; may be empty
 */
record RegexLiteral(String expression, String flags) {
  /** All that {@code path} has behind or before {@code =~}, in their order. */
  static List<RegexLiteral> all(String path) {
    List<RegexLiteral> all = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      if (c == '\'' || c == '"') {
        at = end(path, at);
      } else if (c == '/') {
        int end = end(path, at);
        int flags = end;
        while (flags < path.length() && Character.isLetter(path.charAt(flags))) {
          flags++;
        }
        all.add(of(path.substring(at, flags)));
        at = flags;
      } else {
        at++;
      }
    }
    return all;
  }

  /** The one that {@code literal} is, from its first slash to its flags. */
  static RegexLiteral of(String literal) {
    int end = literal.lastIndexOf('/');
    return new RegexLiteral(literal.substring(Math.min(1, end), end), literal.substring(end + 1));
  }

  /** Behind the character that ends what begins at {@code at} with the same. */
  private static int end(String path, int at) {
    int i = at + 1;
    while (i < path.length() && path.charAt(i) != path.charAt(at)) {
      i += path.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(path.length(), i + 1);
  }

  Regex regex() {
    return Regex.of(expression, flags);
  }
}
