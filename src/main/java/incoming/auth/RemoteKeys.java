package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer publishes as a JWKS (RFC 7517), fetched when a token first needs them.
 *
 * <p>Kept for five minutes and fetched anew in the background before that is over; at once for an
 * unknown {@code kid}, but twice in 30 s at most, whatever a sender does. While the issuer is away
 * the last good set goes on to count. While no set was ever had, or a {@code kid} is unknown and
 * the issuer cannot be asked, the answer is that the keys are unavailable, not that the token is
 * wrong. Symmetric and weak keys of a set are passed over. One request fetches, others wait for it
 * 2 s.
 */
final class RemoteKeys implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
  private static final Duration FETCH = Duration.ofSeconds(5);
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration REFRESH_AHEAD = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  /** A token without {@code kid} is tried with so many keys: each costs a verification. */
  private static final int TRIED = 8;

  private final JwksDownload download;
  private final JWKSource<SecurityContext> keys;

  RemoteKeys(String name, URI address) {
    this(name, new JwksDownload(name, address, FETCH));
  }

  /** Those of {@code issuer}, wherever it says that they are. */
  RemoteKeys(String name, Discovery issuer) {
    this(name, new JwksDownload(name, issuer, FETCH));
  }

  private RemoteKeys(String name, JwksDownload download) {
    this.download = download;
    keys =
        JWKSourceBuilder.create(download)
            .cache(KEEP.toMillis(), WAIT.toMillis())
            .refreshAheadCache(
                REFRESH_AHEAD.toMillis(),
                null,
                Executors.newSingleThreadExecutor(task -> daemon(task, name)),
                true,
                null,
                false)
            .rateLimited(INTERVAL.toMillis())
            .outageTolerantForever()
            .build();
  }

  @Override
  public List<JWSVerifier> verifiers(JWSHeader header) throws Refusal {
    List<JWSVerifier> verifiers = new ArrayList<>();
    for (JWK jwk : select(header)) {
      try {
        verifiers.add(verifier(jwk));
      } catch (JOSEException | IllegalArgumentException e) {
        LOG.debug("A key of {} is passed over", download, e);
      }
      if (verifiers.size() == TRIED) {
        break;
      }
    }
    if (verifiers.isEmpty() && download.failed()) {
      throw Refusal.keysUnavailable();
    }
    return verifiers;
  }

  private List<JWK> select(JWSHeader header) throws Refusal {
    try {
      return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
    } catch (RateLimitReachedException e) {
      return List.of(); // asked a moment ago: what is not there now is not there
    } catch (KeySourceException e) {
      throw Refusal.keysUnavailable();
    }
  }

  private static JWSVerifier verifier(JWK jwk) throws JOSEException {
    if (jwk instanceof OctetKeyPair pair) {
      return VerifyingKey.ed25519(pair.getDecodedX()).verifier();
    }
    return VerifyingKey.of(((AsymmetricJWK) jwk).toPublicKey()).verifier();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "jwks-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
