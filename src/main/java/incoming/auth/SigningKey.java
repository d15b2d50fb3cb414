package incoming.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret shared with a provider that signs its requests; never printed.
 *
 * <p>As the provider shows it, or as {@code base64:…} of its bytes. How a text becomes bytes is up
 * to the scheme: {@code whsec_…} are bytes in base64 for one provider and plain text for another.
 */
final class SigningKey implements DeclaredKey {
  private static final String BASE64 = "base64:";
  private static final int SHORTEST = 16;

  private final String name;
  private final String text;
  private final byte[] bytes;
  private final Optional<SecretDigest> verifyToken;

  private SigningKey(String name, String text, byte[] bytes, Optional<SecretDigest> verifyToken) {
    this.name = name;
    this.text = text;
    this.bytes = bytes;
    this.verifyToken = verifyToken;
  }

  /** The key that {@code text} is; an {@link IllegalArgumentException} never repeats it. */
  static SigningKey read(String name, String text, Optional<SecretDigest> verifyToken) {
    if (text.startsWith("-----BEGIN")) {
      throw new IllegalArgumentException("this is a PEM key; a signing secret is shared");
    }
    byte[] bytes =
        text.startsWith(BASE64)
            ? decode("what follows base64:", text.substring(BASE64.length()).strip())
            : text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SHORTEST) {
      throw new IllegalArgumentException(
          "the secret has "
              + bytes.length
              + " bytes; it needs "
              + SHORTEST
              + ": whoever sees one signed request can try them all");
    }
    return new SigningKey(name, text, bytes, verifyToken);
  }

  @Override
  public String name() {
    return name;
  }

  /** The bytes of the secret, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The bytes that follow {@code prefix} in base64. */
  byte[] bytesAfter(String prefix) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException(
          "incoming.keys." + name + ".signing-secret does not begin with " + prefix);
    }
    return decode(
        "incoming.keys." + name + ".signing-secret: what follows " + prefix,
        text.substring(prefix.length()));
  }

  /** The token that the provider presents before it sends anything, where one was agreed upon. */
  Optional<SecretDigest> verifyToken() {
    return verifyToken;
  }

  private static byte[] decode(String what, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The decoder's own message would show a character of the secret.
      throw new IllegalArgumentException(what + " is not base64");
    }
  }

  /** The name alone, so that no log ever shows the secret. */
  @Override
  public String toString() {
    return "SigningKey[" + name + "]";
  }
}
