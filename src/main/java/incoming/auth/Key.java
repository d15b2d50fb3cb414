package incoming.auth;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Optional;
import java.util.Set;

/**
 * A key for tokens: what a token must be signed with, and whom it must be from and for.
 *
 * <p>An issuer or audience that is not declared is not compared.
 *
 * @param algorithms the only ones that a token may name
 */
record Key(
    String name,
    Set<JWSAlgorithm> algorithms,
    Optional<String> issuer,
    Optional<String> audience,
    KeySource source)
    implements DeclaredKey {

  /** The declared algorithm of this exact name, if any: {@code none} never is. */
  Optional<JWSAlgorithm> algorithm(String alg) {
    for (JWSAlgorithm algorithm : algorithms) {
      if (algorithm.getName().equals(alg)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The name alone, so that no log ever shows key material. */
  @Override
  public String toString() {
    return "Key[" + name + "]";
  }
}
