package incoming.auth;

import incoming.http.Answer;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a provider signs: in which header, over what, with which bytes of the secret.
 *
 * <p>Thread-safe. What a scheme reads is text of an attacker until {@link SignatureCheck} has
 * compared it.
 */
interface SignatureScheme {

  /** What the headers claim; refuses when they claim nothing, or more than one thing. */
  SignatureClaim read(MultiMap headers) throws Refusal;

  /** The header with the signature, which a refusal names. */
  String header();

  /** Whether it signs the time at which a request is sent. */
  default boolean isTimed() {
    return false;
  }

  /** The bytes to compute with; an {@link IllegalArgumentException} says why there are none. */
  default SecretKeySpec secret(SigningKey key) {
    return new SecretKeySpec(key.bytes(), Hash.SHA256.algorithm());
  }

  /**
   * The answer to a request that only asks whether this endpoint is ours, and that the provider
   * does not sign; empty for any other.
   */
  default Optional<Answer> unsigned(Request request, List<SigningKey> keys) throws Refusal {
    return Optional.empty();
  }

  /** The answer to such a request where the provider does sign it; empty for any other. */
  default Optional<Answer> signed(Request request) {
    return Optional.empty();
  }

  /** The hash functions of HMAC signatures; not SHA-1, which nobody needs any more. */
  enum Hash {
    SHA256("HmacSHA256", 32),
    SHA512("HmacSHA512", 64);

    private final String algorithm;
    private final int length;

    Hash(String algorithm, int length) {
      this.algorithm = algorithm;
      this.length = length;
    }

    /** As Java calls the HMAC with it. */
    String algorithm() {
      return algorithm;
    }

    /** Bytes of a signature. */
    int length() {
      return length;
    }
  }
}
