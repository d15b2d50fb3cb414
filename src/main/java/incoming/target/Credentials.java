package incoming.target;

import incoming.config.Nearest;
import incoming.config.Settings;
import incoming.route.NotDeclaredException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;

/**
 * The credentials declared under {@code incoming.credentials.<name>}, with which targets are
 * called.
 *
 * <p>Each is of exactly one kind: {@code .basic}, {@code .bearer}, {@code .api-key}, {@code
 * .oauth2}, {@code .standard-webhooks} or {@code .mutual-tls}; any may have {@code .hosts}, those
 * that it may be sent to, and {@code .trust}, the authorities that its targets' certificates come
 * from. A route names one as {@code to: https://api.example.com/orders?credentials=<name>}.
 * Thread-safe; holds secrets and never prints them. A certificate or key in a file is read again
 * when the file has changed, see {@link RenewedTls}; whatever else a setting names is read at the
 * start alone. An access token is fetched when a call first needs it.
 */
public final class Credentials {
  private final Map<String, Credential> byName;

  Credentials(Map<String, Credential> byName) {
    this.byName = new TreeMap<>(byName);
  }

  /** No credentials at all. */
  public static Credentials none() {
    return new Credentials(Map.of());
  }

  /**
   * The credentials of these settings; a wrong one is left out and reported through {@link
   * Settings#problem}.
   *
   * @param target where token endpoints may be
   * @param clock tells the time of signatures, and when tokens expire
   */
  public static Credentials read(Settings settings, TargetSettings target, Clock clock) {
    return read(settings, new AddressGuard(target.allowedHosts()), clock);
  }

  static Credentials read(Settings settings, DnsResolver dns, Clock clock) {
    Map<String, Credential> byName = new TreeMap<>();
    for (String name : CredentialSettings.names(settings)) {
      CredentialSettings.read(settings, name, dns, clock)
          .ifPresent(credential -> byName.put(name, credential));
    }
    return new Credentials(byName);
  }

  /**
   * The credential {@code name} for calls to {@code target}; the same each time.
   *
   * @throws NotDeclaredException when there is none of this name
   * @throws IllegalArgumentException when it may not be sent to {@code target}
   */
  Credential find(String name, HttpHost target) {
    Credential credential = byName.get(name);
    if (credential == null) {
      throw new NotDeclaredException(
          "credentials=" + name + ": there are no such credentials" + declared(name));
    }
    credential
        .objection(target)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("credentials=" + name + ": " + reason);
            });
    return credential;
  }

  private String declared(String name) {
    return byName.isEmpty()
        ? "; declare them as incoming.credentials.<name>.bearer or of another kind"
        : Nearest.hint(name, byName.keySet());
  }
}
