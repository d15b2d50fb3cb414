package incoming.config;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 (FIPS 180-4), without looking through the security providers each time: that costs more
 * than the digest of a short text. Thread-safe.
 */
public final class Sha256 {
  private static final MessageDigest UNUSED = create();

  private Sha256() {}

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A digest of nothing so far, for one thread at a time. */
  public static MessageDigest begin() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return create(); // a provider of hardware may have no copies
    }
  }

  /** The 32 bytes of the digest of {@code bytes}. */
  public static byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }
}
