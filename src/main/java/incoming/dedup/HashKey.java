package incoming.dedup;

import java.util.Base64;

/**
 * A deduplication hash as the text that travels through Camel: {@code h1:} and 16 bytes in
 * base64url.
 *
 * <p>The prefix is the version of the definition of the hash; when the definition changes, so does
 * the prefix, and old rows never match by accident.
 */
final class HashKey {
  /** The key of a request that has none of the chosen parameters: always new, never stored. */
  static final String NONE = "none";

  /** Bytes of a hash: the first half of a SHA-256. */
  static final int LENGTH = 16;

  static final String PREFIX = "h1:";

  private HashKey() {}

  /** The text of {@code hash}, of which the first 16 bytes count. */
  static String text(byte[] hash) {
    byte[] half = hash.length == LENGTH ? hash : java.util.Arrays.copyOf(hash, LENGTH);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(half);
  }
}
