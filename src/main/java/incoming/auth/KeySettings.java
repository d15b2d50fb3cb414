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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one {@code incoming.keys.<name>}; every problem names the key of the settings. */
final class KeySettings {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private static final Set<String> MATERIALS = Set.of("secret", "public-key", "jwks");

  /** What can follow a key's name. */
  static final Set<String> ENDINGS =
      Set.of("secret", "public-key", "jwks", "algorithms", "issuer", "audience");

  private final Settings settings;
  private final String prefix;

  private KeySettings(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  static Optional<Key> read(Settings settings, String name) {
    return new KeySettings(settings, "incoming.keys." + name).key(name);
  }

  private Optional<Key> key(String name) {
    if (!NAME.matcher(name).matches()) {
      settings.problem(prefix, "a key's name is lower-case words with hyphens, such as web-shop");
    }
    List<Material> materials = new ArrayList<>();
    settings.text(prefix + ".secret").flatMap(this::secret).ifPresent(materials::add);
    settings.text(prefix + ".public-key").flatMap(this::publicKey).ifPresent(materials::add);
    settings.text(prefix + ".jwks").flatMap(text -> jwks(name, text)).ifPresent(materials::add);
    Optional<String> algorithms = settings.text(prefix + ".algorithms");
    Optional<String> issuer = settings.text(prefix + ".issuer");
    Optional<String> audience = settings.text(prefix + ".audience");
    // Counted as written: of one that is wrong the reason has been told.
    long declared = MATERIALS.stream().filter(key -> settings.isSet(prefix + "." + key)).count();
    if (declared != 1) {
      settings.problem(
          prefix,
          "has " + declared + " of .secret, .public-key and .jwks; declare exactly one of them");
      return Optional.empty();
    }
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
