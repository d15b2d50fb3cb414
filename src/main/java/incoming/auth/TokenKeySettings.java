package incoming.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import incoming.config.SecureAddress;
import incoming.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads one {@code incoming.keys.<name>} for tokens; every problem names the key of the settings.
 */
final class TokenKeySettings {
  /** Of which a key for tokens has one. */
  static final Set<String> MATERIALS = Set.of("secret", "public-key", "jwks");

  /** What can follow the name of a key for tokens. */
  static final Set<String> ENDINGS =
      Set.of("secret", "public-key", "jwks", "algorithms", "issuer", "audience");

  private final Settings settings;
  private final String prefix;

  private TokenKeySettings(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  static Optional<Key> read(Settings settings, String name) {
    return new TokenKeySettings(settings, "incoming.keys." + name).key(name);
  }

  private Optional<Key> key(String name) {
    List<Material> materials = new ArrayList<>();
    settings.text(prefix + ".secret").flatMap(this::secret).ifPresent(materials::add);
    settings.text(prefix + ".public-key").flatMap(this::publicKey).ifPresent(materials::add);
    settings.text(prefix + ".jwks").flatMap(text -> jwks(name, text)).ifPresent(materials::add);
    Optional<String> algorithms = settings.text(prefix + ".algorithms");
    Optional<String> issuer = settings.text(prefix + ".issuer");
    Optional<String> audience = settings.text(prefix + ".audience");
    return materials.stream()
        .findFirst()
        .flatMap(material -> key(name, material, algorithms, issuer, audience));
  }

  private Optional<Key> key(
      String name,
      Material material,
      Optional<String> algorithms,
      Optional<String> issuer,
      Optional<String> audience) {
    try {
      Set<JWSAlgorithm> chosen =
          algorithms.isPresent()
              ? choose(algorithms.get(), material.possible())
              : material.byDefault();
      return Optional.of(new Key(name, chosen, issuer, audience, material.source()));
    } catch (IllegalArgumentException e) {
      settings.problem(prefix + ".algorithms", e.getMessage());
      return Optional.empty();
    }
  }

  private static Set<JWSAlgorithm> choose(String text, Set<JWSAlgorithm> possible) {
    Set<JWSAlgorithm> chosen = new LinkedHashSet<>();
    for (String name : text.split(",", -1)) {
      chosen.add(
          possible.stream()
              .filter(algorithm -> algorithm.getName().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'"
                              + name.strip()
                              + "' is not one of "
                              + names(possible)
                              + ", which this key can do")));
    }
    return chosen;
  }

  private static String names(Set<JWSAlgorithm> algorithms) {
    return algorithms.stream().map(JWSAlgorithm::getName).collect(Collectors.joining(", "));
  }

  private Optional<Material> secret(String text) {
    return attempt(
        ".secret",
        () -> {
          Secret secret = Secret.read(text);
          JWSVerifier verifier = secret.verifier();
          return new Material(
              secret.algorithms(), Set.of(JWSAlgorithm.HS256), header -> List.of(verifier));
        });
  }

  private Optional<Material> publicKey(String text) {
    return attempt(
        ".public-key",
        () -> {
          VerifyingKey key = VerifyingKey.of(PublicKeyPem.read(text));
          List<JWSVerifier> verifiers = List.of(key.verifier());
          return new Material(key.algorithms(), key.algorithms(), header -> verifiers);
        });
  }

  private Optional<Material> jwks(String name, String text) {
    return attempt(
        ".jwks",
        () -> {
          URI address = SecureAddress.parse(text);
          return new Material(
              VerifyingKey.ALGORITHMS, VerifyingKey.ALGORITHMS, new RemoteKeys(name, address));
        });
  }

  private Optional<Material> attempt(String suffix, Supplier<Material> read) {
    try {
      return Optional.of(read.get());
    } catch (IllegalArgumentException e) {
      settings.problem(prefix + suffix, e.getMessage());
      return Optional.empty();
    }
  }

  /** What a key is made of: the algorithms that it could do, and those it does if none is named. */
  private record Material(
      Set<JWSAlgorithm> possible, Set<JWSAlgorithm> byDefault, KeySource source) {}
}
