package incoming.auth;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether a token that the login has issued is good for an API key.
 *
 * <p>Signatures are checked and remembered as those of any issuer; whether the key still counts is
 * asked at every use, so that a token ends with its key. Thread-safe.
 */
final class IssuedTokens {
  private final ApiKeys keys;
  private final TokenCheck check;

  IssuedTokens(ApiKeys keys, LoginKeys signing, String issuer, Clock clock) {
    Key own =
        new Key(
            "login", Set.of(JWSAlgorithm.RS512), Optional.of(issuer), Optional.of(issuer), signing);
    this.keys = keys;
    this.check = new TokenCheck(own, clock);
  }

  /** Refuses {@code token} unless it was issued for the key {@code name}, which counts now. */
  void admit(String token, String name) throws Refusal {
    Claims claims = check.admit(token);
    Optional<KnownKey> key = claims.keyId() == null ? Optional.empty() : keys.ofId(claims.keyId());
    if (key.isEmpty() || key.get().isDisabled()) {
      throw Refusal.invalid("the API key that the token was issued for is disabled or gone");
    }
    if (!key.get().name().equals(name)) {
      throw Refusal.ofAnotherKey();
    }
    keys.used(key.get());
  }
}
