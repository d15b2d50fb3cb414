package incoming.auth;

import incoming.config.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys declared under {@code incoming.keys.<name>}, with which senders are told from others.
 *
 * <p>Each is of exactly one kind:
 *
 * <ul>
 *   <li>for tokens, {@code .secret} (text, or {@code base64:…}), {@code .public-key} (PEM text, or
 *       the path of a PEM file) or {@code .jwks} (an address), and optionally {@code .algorithms},
 *       {@code .issuer} and {@code .audience}
 *   <li>for signatures, {@code .signing-secret}, and optionally {@code .verify-token}
 *   <li>for API keys, {@code .api-key}, or its {@code .api-key-sha256}
 *   <li>for basic authentication, {@code .basic.user} and {@code .basic.password}
 * </ul>
 *
 * <p>Immutable; holds secrets and never prints them.
 */
public final class Keys {
  private final Set<String> names;
  private final List<Key> keys;
  private final KeyRing<SigningKey> signing;
  private final KeyRing<ApiKey> api;
  private final KeyRing<BasicLogin> logins;

  Keys(Collection<? extends DeclaredKey> all) {
    this.names = all.stream().map(DeclaredKey::name).collect(Collectors.toUnmodifiableSet());
    this.keys = List.copyOf(KeyRing.of("key", "", Key.class, all).keys().values());
    this.signing =
        KeyRing.of("signing secret", "incoming.keys.<name>.signing-secret", SigningKey.class, all);
    this.api =
        KeyRing.of("API key", "incoming.keys.<name>.api-key or .api-key-sha256", ApiKey.class, all);
    this.logins =
        KeyRing.of(
            "login", "incoming.keys.<name>.basic.user and .basic.password", BasicLogin.class, all);
  }

  /**
   * The keys of these settings; a wrong one is left out and reported through {@link
   * Settings#problem}. Public keys are read now, a JWKS when a token first needs it.
   */
  public static Keys read(Settings settings) {
    List<DeclaredKey> keys = new ArrayList<>();
    for (String name : settings.names("incoming.keys", KeySettings.ENDINGS)) {
      KeySettings.read(settings, name).ifPresent(keys::add);
    }
    return new Keys(keys);
  }

  /** The names of all, of whatever kind. */
  Set<String> names() {
    return names;
  }

  /** Those for tokens. */
  List<Key> all() {
    return keys;
  }

  /** Those for signatures. */
  KeyRing<SigningKey> signing() {
    return signing;
  }

  /** Those that senders present in a header. */
  KeyRing<ApiKey> api() {
    return api;
  }

  /** Those for basic authentication. */
  KeyRing<BasicLogin> logins() {
    return logins;
  }

  /** The names of all keys for tokens as a sentence for an engineer. */
  String declared() {
    if (keys.isEmpty()) {
      return "no key is declared; declare one as incoming.keys.<name>.secret, .public-key or .jwks";
    }
    return "declared are " + keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }
}
