package incoming.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import incoming.config.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Says whether a token is good for one key.
 *
 * <p>Signatures found good are remembered, 10,000 for each key, until the token expires, five
 * minutes at most so that a key which its issuer withdraws stops working; time, issuer and audience
 * are compared at every use. They are remembered under SHA-256 of the token: no token stays in
 * memory, and the time of a lookup tells nothing about one. Signatures found wrong are not
 * remembered, since no attacker sends the same one twice; each costs him a request and us one
 * verification, no more.
 *
 * <p>Thread-safe: a token used by many at once is verified once. Does not know tokens that were
 * withdrawn before they expire.
 */
final class TokenCheck {
  static final int LONGEST_TOKEN = 8 * 1024;
  private static final int REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  private final Key key;
  private final Clock clock;
  private final Cache<ByteBuffer, Claims> verified;

  TokenCheck(Key key, Clock clock) {
    this.key = key;
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfter(Expiry.<ByteBuffer, Claims>creating((token, claims) -> life(claims)))
            .executor(Runnable::run)
            .build();
  }

  /** Refuses {@code token} unless it is good now; answers what it claims. */
  Claims admit(String token) throws Refusal {
    if (token.length() > LONGEST_TOKEN) {
      throw Refusal.invalid("the token is longer than " + LONGEST_TOKEN + " characters");
    }
    ByteBuffer fingerprint = fingerprint(token);
    Claims claims = verified.getIfPresent(fingerprint);
    if (claims == null) {
      claims = verify(fingerprint, Token.read(token));
    }
    claims.check(key, clock.millis());
    return claims;
  }

  private Claims verify(ByteBuffer fingerprint, Token token) throws Refusal {
    JWSAlgorithm algorithm =
        key.algorithm(token.header().alg())
            .orElseThrow(() -> Refusal.invalid("alg is not one that the key is declared for"));
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(token.header().kid()).build();
    // Outside of the cache's own lock: this may wait for a fetch, the lock may not.
    List<JWSVerifier> verifiers = key.source().verifiers(header);
    if (verifiers.isEmpty()) {
      throw Refusal.invalid("the issuer has no key for this kid and alg");
    }
    Claims claims =
        verified.get(fingerprint, f -> signed(token, header, verifiers) ? token.claims() : null);
    if (claims == null) {
      throw Refusal.invalid("the signature does not match");
    }
    return claims;
  }

  private static boolean signed(Token token, JWSHeader header, List<JWSVerifier> verifiers) {
    for (JWSVerifier verifier : verifiers) {
      if (matches(token, header, verifier)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Token token, JWSHeader header, JWSVerifier verifier) {
    try {
      return verifier.verify(header, token.signed(), token.signature());
    } catch (JOSEException e) {
      return false; // a signature that the key cannot judge is no better than a wrong one
    }
  }

  private Duration life(Claims claims) {
    long left = Math.max(0, claims.acceptedUntil() - clock.millis());
    return Duration.ofMillis(Math.min(left, REMEMBERED_FOR.toMillis()));
  }

  private static ByteBuffer fingerprint(String token) {
    return ByteBuffer.wrap(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
  }
}
