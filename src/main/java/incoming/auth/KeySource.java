package incoming.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;

/** Where the verifiers of a key come from: fixed by the settings, or fetched from an issuer. */
@FunctionalInterface
interface KeySource {
  /**
   * The verifiers that may check a signature with this algorithm and {@code kid}; empty when there
   * is no such key. Refuses while the keys cannot be had. Thread-safe; may wait for a fetch.
   */
  List<JWSVerifier> verifiers(JWSHeader header) throws Refusal;
}
