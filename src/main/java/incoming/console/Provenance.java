package incoming.console;

import incoming.address.AddressLiteral;
import incoming.http.Problem;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses what a page of another site has a browser send.
 *
 * <p>The host must be one of ours: an address, {@code localhost} or a name that the settings have.
 * A page whose own name was made to lead here (DNS rebinding) sends its own name. And where a
 * browser says from which site a request comes, it must be this one. Immutable. Sources: Fetch
 * (Origin), Fetch Metadata Request Headers.
 */
final class Provenance {
  private final Set<String> hosts;

  Provenance(Set<String> hosts) {
    this.hosts = hosts;
  }

  void check(MultiMap headers) throws Refusal {
    List<String> sent = headers.getAll("Host");
    String authority = sent.size() == 1 ? sent.get(0).toLowerCase(Locale.ROOT) : "";
    if (!isOurs(withoutPort(authority))) {
      throw Refusal.of(
          Problem.of(
              421,
              "host-unknown",
              "Not this host",
              "Ask by address, as localhost, or by a name in incoming.console.hosts."));
    }
    for (String origin : headers.getAll("Origin")) {
      String lower = origin.toLowerCase(Locale.ROOT);
      if (!lower.equals("http://" + authority) && !lower.equals("https://" + authority)) {
        throw otherSite();
      }
    }
    for (String site : headers.getAll("Sec-Fetch-Site")) {
      if (!site.equals("same-origin") && !site.equals("none")) {
        throw otherSite();
      }
    }
  }

  private boolean isOurs(String host) {
    return host.equals("localhost")
        || hosts.contains(host)
        || AddressLiteral.parse(host).isPresent();
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private static Refusal otherSite() {
    return Refusal.of(
        Problem.of(
            403, "other-site", "From another site", "Pages of other sites may not use this API."));
  }
}
