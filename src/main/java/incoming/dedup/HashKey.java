package incoming.dedup;

import incoming.config.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * A deduplication hash as the text that travels through Camel: {@code h1:} and 16 bytes in
 * base64url.
 *
 * <p>The prefix is the version of the definition of the hash; when the definition changes, so does
 * the prefix, and old rows never match by accident.
 */
final class HashKey {
  /** Bytes of a hash: the first half of a SHA-256. */
  static final int LENGTH = 16;

  static final String PREFIX = "h1:";

  /**
   * The key of a request that has none of the chosen parameters: always new, never stored. Behind
   * the prefix, so that no value that a sender is likely to send means the same.
   */
  static final String NONE = PREFIX + "none";

  private static final int TEXT_LENGTH = PREFIX.length() + 22;
  private static final byte[] FOREIGN = "foreign\n".getBytes(StandardCharsets.UTF_8);

  private HashKey() {}

  /** The text of {@code hash}, of which the first 16 bytes count. */
  static String text(byte[] hash) {
    byte[] half = hash.length == LENGTH ? hash : Arrays.copyOf(hash, LENGTH);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(half);
  }

  /**
   * The 16 bytes under which {@code key} is remembered.
   *
   * <p>Any text that {@link #text} did not write, such as the value of an engineer's own
   * expression, is hashed together with {@code scope}: two endpoints that both say {@code
   * ${body.id}} never take each other's requests for duplicates.
   *
   * @param scope the endpoint's id, or empty where there is none
   */
  static byte[] bytes(String key, String scope) {
    if (key.length() == TEXT_LENGTH && key.startsWith(PREFIX)) {
      try {
        byte[] hash = Base64.getUrlDecoder().decode(key.substring(PREFIX.length()));
        if (text(hash).equals(key)) {
          return hash;
        }
      } catch (IllegalArgumentException notBase64) {
        return foreign(key, scope);
      }
    }
    return foreign(key, scope);
  }

  private static byte[] foreign(String key, String scope) {
    MessageDigest sha = Sha256.begin();
    sha.update(FOREIGN);
    sha.update(scope.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    // The characters as they are: UTF-8 would make one question mark of all lone surrogates.
    ByteBuffer characters = ByteBuffer.allocate(Character.BYTES * key.length());
    characters.asCharBuffer().put(key);
    sha.update(characters);
    return Arrays.copyOf(sha.digest(), LENGTH);
  }
}
