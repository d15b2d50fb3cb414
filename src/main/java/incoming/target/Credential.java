package incoming.target;

import incoming.event.Event;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A declared credential: what it adds to a request, and to which hosts it may go.
 *
 * <p>Thread-safe; there is one for each name. Never prints a secret.
 */
final class Credential {
  private final String name;
  private final Set<String> hosts;
  private final boolean encrypted;
  private final Proof proof;
  private final Optional<TlsSocketStrategy> tls;

  /**
   * A credential.
   *
   * @param hosts lower-case names of those that it may be sent to; empty for any
   * @param encrypted whether it is good for nothing over plain HTTP
   */
  Credential(
      String name,
      Set<String> hosts,
      boolean encrypted,
      Proof proof,
      Optional<TlsSocketStrategy> tls) {
    this.name = name;
    this.hosts = Set.copyOf(hosts);
    this.encrypted = encrypted;
    this.proof = proof;
    this.tls = tls;
  }

  /**
   * Adds what proves who calls.
   *
   * @param body exactly what is sent, empty for nothing
   * @param event {@code null} when the route has none
   * @throws CallFailure when the target is not one of those it is for, or the proof is not to be
   *     had
   */
  void authorize(HttpUriRequest request, byte[] body, Event event) {
    refuseOthers(request);
    proof.add(request, body, event);
  }

  /** Shows what {@link #authorize} would add, each secret as {@code ***}; fetches nothing. */
  void mask(HttpUriRequest request, byte[] body, Event event) {
    refuseOthers(request);
    proof.mask(request, body, event);
  }

  /** Whether {@code refused}, which got 401, is to be authorized and sent once more. */
  boolean renew(HttpUriRequest refused) {
    return proof.renew(refused);
  }

  /** What of {@link #authorize} is secret and always the same. */
  List<String> secrets() {
    return proof.secrets();
  }

  /** How to connect to its targets; empty for the way of all others. Always the same. */
  Optional<TlsSocketStrategy> tls() {
    return tls;
  }

  /** What speaks against sending it to {@code target}, in words for who writes a route. */
  Optional<String> objection(HttpHost target) {
    return objection(target.getSchemeName(), target.getHostName());
  }

  private void refuseOthers(HttpUriRequest request) {
    URIAuthority target = request.getAuthority();
    String host = target == null ? "" : target.getHostName();
    objection(String.valueOf(request.getScheme()), host)
        .ifPresent(
            reason -> {
              throw CredentialFailure.notAllowed(reason).of(name);
            });
  }

  private Optional<String> objection(String scheme, String host) {
    if (!hosts.isEmpty() && !hosts.contains(plain(host))) {
      return Optional.of(
          "'"
              + plain(host)
              + "' is not among the hosts of incoming.credentials."
              + name
              + ".hosts");
    }
    if (encrypted && !scheme.equalsIgnoreCase("https")) {
      return Optional.of("a certificate is shown over https: alone");
    }
    return Optional.empty();
  }

  /** In lower case, an IPv6 address without the brackets that it has in a URI. */
  private static String plain(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "Credential[" + name + "]";
  }
}
