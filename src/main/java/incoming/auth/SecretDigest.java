package incoming.auth;

import incoming.config.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a secret that senders present as it is: all that is kept of it in memory.
 *
 * <p>Two of them are compared in constant time, whatever the length of the secrets. Not salted and
 * not slow: that protects random secrets, not passwords that can be guessed.
 */
public final class SecretDigest {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final byte[] sha256;

  private SecretDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The digest of {@code secret}. */
  public static SecretDigest of(byte[] secret) {
    return new SecretDigest(Sha256.of(secret));
  }

  /** The digest of {@code secret} in UTF-8. */
  public static SecretDigest of(String secret) {
    return of(secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@code sha256sum} prints of a secret.
   *
   * @throws IllegalArgumentException says what would be right
   */
  public static SecretDigest parse(String hex) {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "this is no SHA-256; write 64 hexadecimal digits, those of sha256sum over the key without"
              + " a line break at its end");
    }
    return new SecretDigest(HexFormat.of().parseHex(hex));
  }

  /** As {@link #parse} reads it; for files that nobody else can read. */
  String hex() {
    return HexFormat.of().formatHex(sha256);
  }

  /** Whether both are of the same secret. */
  public boolean isSameAs(SecretDigest other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  /** Names nothing: a digest of a weak secret gives it away. */
  @Override
  public String toString() {
    return "SecretDigest";
  }
}
