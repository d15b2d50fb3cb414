package incoming.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The keys that tokens of this installation are signed with: RSA pairs of 3072 bits, in one file
 * that only its owner can read, shared by all nodes that share the file. Thread-safe.
 */
final class LoginKeys implements KeySource {
  /** For clocks that are off, and for nodes that sign with the old key until they look again. */
  private static final Duration MARGIN = Claims.SKEW.plusMinutes(1);

  private final SharedFile<LoginKeySet> file;
  private final InstantSource clock;

  /**
   * Keys in {@code folder}, which is not touched before the first is made.
   *
   * @param nanos nanoseconds of any origin
   */
  LoginKeys(Path folder, InstantSource clock, LongSupplier nanos) {
    this.file = new SharedFile<>(folder.resolve("keys.json"), new Format(), nanos);
    this.clock = clock;
  }

  private static final class Format implements SharedFile.Format<LoginKeySet> {
    @Override
    public LoginKeySet none() {
      return LoginKeySet.NONE;
    }

    @Override
    public LoginKeySet read(byte[] content) throws IOException {
      return LoginKeySet.read(content);
    }

    @Override
    public byte[] write(LoginKeySet keys) {
      return keys.write();
    }
  }

  @Override
  public List<JWSVerifier> verifiers(JWSHeader header) throws Refusal {
    return now().verifiers(header.getKeyID(), clock.instant());
  }

  /** All keys now. */
  LoginKeySet now() throws Refusal {
    return file.value().orElseThrow(Refusal::apiKeysUnreadable);
  }

  /** Whether a token can be signed. */
  boolean areReady() {
    return file.value().flatMap(LoginKeySet::signing).isPresent();
  }

  /** Makes the first key, if there is none. */
  void makeFirst() throws IOException {
    if (areReady()) {
      return;
    }
    RSAKey first = LoginKeySet.generate(clock.instant());
    file.<Boolean>change(
        keys ->
            keys.signing().isPresent()
                ? SharedFile.Change.none(false)
                : SharedFile.Change.to(
                    keys.rotated(first, clock.instant(), clock.instant()), true));
  }

  /** Signs with a new key from now on; tokens live for {@code lifetime} at most. */
  LoginKeySet rotate(Duration lifetime) throws IOException {
    RSAKey fresh = LoginKeySet.generate(clock.instant());
    return file.change(
        keys -> {
          Instant now = clock.instant();
          LoginKeySet next = keys.rotated(fresh, now, now.plus(lifetime).plus(MARGIN));
          return SharedFile.Change.to(next, next);
        });
  }

  /**
   * A token of these claims; empty while there is no key to sign with.
   *
   * @throws Refusal while the keys cannot be read
   */
  Optional<String> sign(JWTClaimsSet claims) throws Refusal {
    return now().signing().map(key -> sign(key, claims));
  }

  private static String sign(RSAKey key, JWTClaimsSet claims) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS512)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of our own cannot sign", e);
    }
    return token.serialize();
  }
}
