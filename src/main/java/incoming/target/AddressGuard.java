package incoming.target;

import incoming.address.AddressLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Lets calls go to the public Internet and to {@link AllowedHosts}, and nowhere else.
 *
 * <p>It stands where the HTTP client asks for the addresses of a name, and answers only those that
 * may be called: what was checked is what is connected to, whatever the name resolves to a moment
 * later. Of several addresses the permitted ones are left. Thread-safe. Does not see what a proxy
 * connects to, which is why calls use none.
 */
final class AddressGuard implements DnsResolver {
  private static final String REMEDY = "; allow it with " + AllowedHosts.KEY;

  private static final Set<String> METADATA =
      Set.of("metadata", "metadata.google.internal", "metadata.goog", "instance-data");

  private static final Set<String> LOCAL =
      Set.of("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback");

  private final AllowedHosts allowed;
  private final DnsResolver names;

  /** A guard that asks the resolver of this machine. */
  AddressGuard(AllowedHosts allowed) {
    this(allowed, SystemDefaultDnsResolver.INSTANCE);
  }

  /** A guard that asks {@code names} for what a name stands for. */
  AddressGuard(AllowedHosts allowed, DnsResolver names) {
    this.allowed = allowed;
    this.names = names;
  }

  /**
   * Refuses what can be told without resolving a name.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  void check(String host, int port) {
    String name = normal(host);
    refusal(name, port)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    String name = normal(host);
    Optional<String> refusal = refusal(name, port);
    if (refusal.isPresent()) {
      throw new RefusedAddressException(refusal.get());
    }
    boolean any = allowed.allowsName(name, port);
    List<InetSocketAddress> permitted = new ArrayList<>();
    String last = null;
    for (InetAddress address : addresses(host)) {
      Optional<String> kind = any ? Optional.empty() : kind(address, port);
      if (kind.isEmpty()) {
        permitted.add(new InetSocketAddress(address, port));
      } else {
        last = "'" + name + "' is " + address.getHostAddress() + ", " + kind.get() + REMEDY;
      }
    }
    if (permitted.isEmpty()) {
      throw new RefusedAddressException(last);
    }
    return permitted;
  }

  /** Not asked by the client, which always tells the port. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Why {@code name} must not be called, as far as the name itself tells. */
  private Optional<String> refusal(String name, int port) {
    if (allowed.allowsName(name, port)) {
      return Optional.empty();
    } else if (AddressLiteral.isUnusual(name)) {
      return Optional.of(
          "'"
              + name
              + "' is an address in an unusual form; write it as in 192.0.2.1 or [2001:db8::1]");
    }
    Optional<InetAddress> literal = AddressLiteral.parse(name);
    return literal
        .map(address -> kind(address, port))
        .orElseGet(() -> kind(name))
        .map(kind -> "'" + name + "' is " + kind + REMEDY);
  }

  private static Optional<String> kind(String name) {
    if (METADATA.contains(name)) {
      return Optional.of("a cloud metadata service");
    }
    return LOCAL.contains(name) || name.endsWith(".localhost")
        ? Optional.of("this machine")
        : Optional.empty();
  }

  private Optional<String> kind(InetAddress address, int port) {
    return allowed.allowsAddress(address, port)
        ? Optional.empty()
        : SpecialAddress.kind(address.getAddress());
  }

  private InetAddress[] addresses(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    if (addresses == null || addresses.length == 0) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  /** In lower case, without the dot that may end a whole name. */
  private static String normal(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
