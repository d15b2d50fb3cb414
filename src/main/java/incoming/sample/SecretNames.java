package incoming.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a header or a parameter of a query is called in which senders put their secrets and
 * signatures, of which a sample keeps only that they were there.
 */
final class SecretNames {
  static final String MASK = "***";

  private static final Pattern NAME =
      Pattern.compile(
          ".*(authorization|cookie|signature|hmac|token|secret|passw|passphrase|pwd|credential"
              + "|session|api[-_.]?key|access[-_.]?key|verify).*"
              + "|(.*[-_.])?(key|sig|auth)([-_.].*)?",
          Pattern.CASE_INSENSITIVE);

  /** Keys that only tell requests apart. */
  private static final Pattern PLAIN =
      Pattern.compile(".*(idempot|dedup).*", Pattern.CASE_INSENSITIVE);

  private SecretNames() {}

  static boolean isSecret(String name) {
    return NAME.matcher(name).matches() && !PLAIN.matcher(name).matches();
  }

  /** {@code values} with {@link #MASK} for each that is secret. */
  static Map<String, Object> masked(Map<String, Object> values) {
    Map<String, Object> masked = new LinkedHashMap<>();
    values.forEach((name, value) -> masked.put(name, isSecret(name) ? MASK : value));
    return masked;
  }
}
