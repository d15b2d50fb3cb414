package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A public key that signatures of tokens are verified with, and the algorithms that it can do.
 *
 * <p>RSA of 2048 bits or more, EC on P-256, P-384 or P-521, Ed25519. Source: RFC 7518 section 3,
 * RFC 8037.
 */
record VerifyingKey(Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
  private static final Set<JWSAlgorithm> RSA =
      ordered(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Set<JWSAlgorithm> EC =
      ordered(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
  private static final Set<JWSAlgorithm> ED25519 = Set.of(JWSAlgorithm.EdDSA);

  /** What comes before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] ED25519_DER = HexFormat.of().parseHex("302a300506032b6570032100");

  /** All algorithms that any public key can do here. */
  static final Set<JWSAlgorithm> ALGORITHMS = all();

  /** The key as a verifier; an {@link IllegalArgumentException} says what is wrong with it. */
  static VerifyingKey of(PublicKey key) {
    try {
      if (key instanceof RSAPublicKey rsa) {
        int bits = rsa.getModulus().bitLength();
        if (bits < 2048) {
          throw new IllegalArgumentException("the RSA key has " + bits + " bits; it needs 2048");
        }
        return new VerifyingKey(RSA, new RSASSAVerifier(rsa));
      }
      if (key instanceof ECPublicKey ec) {
        JWSAlgorithm algorithm = ECDSA.resolveAlgorithm(ec);
        if (EC.contains(algorithm)) {
          return new VerifyingKey(Set.of(algorithm), new ECDSAVerifier(ec));
        }
      }
      if (key instanceof EdECPublicKey ed && isEd25519(ed)) {
        return new VerifyingKey(ED25519, new Ed25519Verifier(ed));
      }
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key is not accepted: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "the key is none of RSA, EC on P-256, P-384 or P-521, and Ed25519");
  }

  /** The Ed25519 key whose encoding of RFC 8032 is {@code x}, 32 bytes. */
  static VerifyingKey ed25519(byte[] x) {
    byte[] der = Arrays.copyOf(ED25519_DER, ED25519_DER.length + x.length);
    System.arraycopy(x, 0, der, ED25519_DER.length, x.length);
    try {
      return of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is not one for Ed25519", e);
    }
  }

  private static boolean isEd25519(EdECPublicKey key) {
    return key.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
  }

  private static Set<JWSAlgorithm> all() {
    Set<JWSAlgorithm> all = new LinkedHashSet<>(RSA);
    all.addAll(EC);
    all.addAll(ED25519);
    return Collections.unmodifiableSet(all);
  }

  private static Set<JWSAlgorithm> ordered(JWSAlgorithm... algorithms) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(algorithms)));
  }
}
