package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.util.Set;

/**
 * Verifies {@code EdDSA} signatures with the Ed25519 of the Java platform; Nimbus' own verifier
 * needs Tink. Thread-safe. Source: RFC 8037 section 3.1.
 */
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {
  private static final int SIGNATURE_BYTES = 64;

  private final EdECPublicKey key;

  Ed25519Verifier(EdECPublicKey key) {
    super(Set.of(JWSAlgorithm.EdDSA));
    this.key = key;
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
    if (!supportedJWSAlgorithms().contains(header.getAlgorithm())) {
      throw new JOSEException("an Ed25519 key does EdDSA only");
    }
    byte[] bytes = signature.decode();
    if (bytes.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(signed);
      return ed25519.verify(bytes);
    } catch (SignatureException e) {
      return false; // what the platform cannot read as a signature is not one
    } catch (GeneralSecurityException e) {
      throw new JOSEException("Ed25519 cannot be used: " + e.getMessage(), e);
    }
  }
}
