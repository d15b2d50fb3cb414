package incoming.target;

import java.util.List;
import java.util.regex.Pattern;

/** What a header or a parameter of a query is called whose value is secret. */
final class SecretNames {
  private static final String NAME =
      "(?:(?:x-)?(?:key|sig|auth)|(?:.*[-_.])?(?:password|passwd|pwd|passphrase|secret|token"
          + "|credentials?|signature|cookie|authorization"
          + "|(?:api|access|private|auth|account|shared|subscription)[-_.]?key))";

  private static final Pattern HEADER = Pattern.compile("(?i)" + NAME);
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)(?<=[?&])(" + NAME.replace(".*", "[^=&]*") + ")=([^&]*)");

  private SecretNames() {}

  static boolean isHeader(String name) {
    return HEADER.matcher(name).matches();
  }

  /** {@code url} with {@link Proof#MASK} for each value that is secret. */
  static String masked(String url) {
    return PARAMETER.matcher(url).replaceAll("$1=" + Proof.MASK);
  }

  /** The secret values in the query of {@code url}, encoded as they are. */
  static List<String> values(String url) {
    return PARAMETER.matcher(url).results().map(parameter -> parameter.group(2)).toList();
  }
}
