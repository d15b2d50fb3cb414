package incoming.auth;

import incoming.config.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys declared under {@code incoming.keys.<name>}, with which tokens are checked.
 *
 * <p>Each has exactly one of {@code .secret} (text, or {@code base64:…}), {@code .public-key} (PEM
 * text, or the path of a PEM file) and {@code .jwks} (an address), and optionally {@code
 * .algorithms}, {@code .issuer} and {@code .audience}. Immutable; holds secrets and never prints
 * them.
 */
public final class Keys {
  private final List<Key> keys;

  Keys(Collection<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of these settings; a wrong one is left out and reported through {@link
   * Settings#problem}. Public keys are read now, a JWKS when a token first needs it.
   */
  public static Keys read(Settings settings) {
    List<Key> keys = new ArrayList<>();
    for (String name : settings.names("incoming.keys", KeySettings.ENDINGS)) {
      KeySettings.read(settings, name).ifPresent(keys::add);
    }
    return new Keys(keys);
  }

  List<Key> all() {
    return keys;
  }

  /** The names of all keys as a sentence for an engineer. */
  String declared() {
    if (keys.isEmpty()) {
      return "no key is declared; declare one as incoming.keys.<name>.secret, .public-key or .jwks";
    }
    return "declared are " + keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }
}
