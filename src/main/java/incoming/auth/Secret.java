package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A secret shared with the issuer of tokens, as text or as {@code base64:…}.
 *
 * <p>At least as long as the hash: 32 bytes for HS256, 48 for HS384, 64 for HS512. Its length is
 * all that can be checked; that it is random is up to who makes it. Source: RFC 7518 section 3.2.
 */
final class Secret {
  private static final String BASE64 = "base64:";

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  static Secret read(String text) {
    if (text.startsWith("-----BEGIN")) {
      // Whoever knows the public key could sign with it.
      throw new IllegalArgumentException("this is a PEM key; use .public-key for it");
    }
    byte[] bytes =
        text.startsWith(BASE64)
            ? decode(text.substring(BASE64.length()).strip())
            : text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 32) {
      throw new IllegalArgumentException(
          "the secret has "
              + bytes.length
              + " bytes; it needs 32 for HS256, 48 for HS384, 64 for HS512,"
              + " for example base64: and the output of 'openssl rand -base64 64 -A'");
    }
    return new Secret(bytes);
  }

  /** The algorithms that this secret is long enough for. */
  Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
    algorithms.add(JWSAlgorithm.HS256);
    if (bytes.length >= 48) {
      algorithms.add(JWSAlgorithm.HS384);
    }
    if (bytes.length >= 64) {
      algorithms.add(JWSAlgorithm.HS512);
    }
    return algorithms;
  }

  JWSVerifier verifier() {
    try {
      return new MACVerifier(bytes);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the secret is not accepted", e);
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The decoder's own message would show a character of the secret.
      throw new IllegalArgumentException("what follows base64: is not base64");
    }
  }
}
