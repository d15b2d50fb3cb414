package incoming.auth;

import incoming.http.Request;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says whether a request is signed with one of some keys, over its bytes as they came.
 *
 * <p>Signatures are compared in constant time. The time is looked at last: who hears that it is
 * wrong has signed the request, so that a count of those means a clock that is off or a request
 * that is sent again. It is compared with the time at which the request arrived, however long it
 * waited for a worker. Thread-safe.
 */
final class SignatureCheck {
  private final SignatureScheme scheme;
  private final List<SecretKeySpec> secrets;
  private final Duration tolerance;

  /**
   * A check with these keys.
   *
   * @param tolerance how far the clocks may be apart, and how long a request may be on its way
   */
  SignatureCheck(SignatureScheme scheme, List<SigningKey> keys, Duration tolerance) {
    this.scheme = scheme;
    this.tolerance = tolerance;
    List<SecretKeySpec> all = new ArrayList<>();
    for (SigningKey key : keys) {
      all.add(scheme.secret(key));
    }
    this.secrets = List.copyOf(all);
  }

  /** Refuses {@code request} unless it is signed, and signed now. */
  void admit(Request request) throws Refusal {
    SignatureClaim claim = scheme.read(request.headers());
    if (!isSigned(claim, request.body())) {
      throw SignatureRefusals.invalid(scheme.header(), "the signature does not match");
    }
    if (claim.distance(request.receivedAt()) > tolerance.toMillis()) {
      throw SignatureRefusals.outOfTime(
          scheme.header(),
          "it was signed at "
              + Instant.ofEpochSecond(claim.second())
              + ", which is more than "
              + tolerance.toSeconds()
              + " s from now");
    }
  }

  private boolean isSigned(SignatureClaim claim, byte[] body) {
    for (SecretKeySpec secret : secrets) {
      byte[] right = sign(secret, claim.head(), body);
      for (byte[] signature : claim.signatures()) {
        if (MessageDigest.isEqual(right, signature)) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] sign(SecretKeySpec secret, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + secret.getAlgorithm(), e);
    }
  }
}
