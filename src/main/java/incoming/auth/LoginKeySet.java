package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of the login at one moment, kept as a JWKS (RFC 7517): one pair that signs, and the
 * public halves of those that did before, each with the time ({@code exp}) at which its last token
 * is over. Immutable.
 */
record LoginKeySet(List<RSAKey> keys, Map<String, JWSVerifier> verifiers) {
  /** As good as 128 bits (NIST SP 800-57 part 1, table 2). */
  private static final int BITS = 3072;

  static final LoginKeySet NONE = new LoginKeySet(List.of(), Map.of());

  static LoginKeySet of(List<RSAKey> keys) {
    Map<String, JWSVerifier> verifiers = new HashMap<>();
    for (RSAKey key : keys) {
      try {
        verifiers.put(key.getKeyID(), VerifyingKey.of(key.toRSAPublicKey()).verifier());
      } catch (JOSEException e) {
        throw new IllegalArgumentException("a key is no RSA key", e);
      }
    }
    return new LoginKeySet(List.copyOf(keys), Map.copyOf(verifiers));
  }

  static LoginKeySet read(byte[] json) throws IOException {
    try {
      List<RSAKey> keys = new ArrayList<>();
      for (JWK key : JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys()) {
        Objects.requireNonNull(key.getIssueTime());
        keys.add(key.toRSAKey());
      }
      return of(keys);
    } catch (ParseException | RuntimeException e) {
      // Without the cause, which may quote the file.
      throw new IOException("it is not as this application writes it");
    }
  }

  byte[] write() {
    return json(keys, false);
  }

  /** The public halves that count at {@code now}, as a JWKS for others. */
  byte[] published(Instant now) {
    return json(keys.stream().filter(key -> counts(key, now)).toList(), true);
  }

  private static byte[] json(List<RSAKey> keys, boolean publicOnly) {
    return new JWKSet(new ArrayList<JWK>(keys))
        .toString(publicOnly)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Makes a pair, which takes about a second. */
  static RSAKey generate(Instant now) {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS512)
          .keyIDFromThumbprint(true)
          .issueTime(Date.from(now))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** The pair that signs; empty before the first. */
  Optional<RSAKey> signing() {
    return keys.stream().filter(RSAKey::isPrivate).findFirst();
  }

  /** What checks signatures by {@code kid} at {@code now}; empty when that key is over. */
  List<JWSVerifier> verifiers(String kid, Instant now) {
    for (RSAKey key : keys) {
      if (key.getKeyID().equals(kid) && counts(key, now)) {
        return List.of(verifiers.get(kid));
      }
    }
    return List.of();
  }

  private static boolean counts(RSAKey key, Instant now) {
    return key.getExpirationTime() == null || key.getExpirationTime().toInstant().isAfter(now);
  }

  /**
   * {@code fresh} signs from now on; the public half of the pair before it stays until {@code end},
   * its private half nowhere.
   */
  LoginKeySet rotated(RSAKey fresh, Instant now, Instant end) {
    List<RSAKey> next = new ArrayList<>();
    next.add(fresh);
    for (RSAKey key : keys) {
      if (key.isPrivate()) {
        next.add(new RSAKey.Builder(key.toPublicJWK()).expirationTime(Date.from(end)).build());
      } else if (counts(key, now)) {
        next.add(key);
      }
    }
    return of(next);
  }

  /** The ids of the keys alone. */
  @Override
  public String toString() {
    return "LoginKeySet" + verifiers.keySet();
  }
}
