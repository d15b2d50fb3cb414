package incoming.http;

import incoming.address.AddressLiteral;
import incoming.address.AddressRange;
import incoming.config.Settings;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From which address a request was sent, when it came through proxies that are ours.
 *
 * <p>{@code X-Forwarded-For} and {@code Forwarded} (RFC 7239) count only when the other end of the
 * connection is a trusted proxy, and from the right: the last address that is not itself a trusted
 * proxy is the sender's, whatever the sender wrote before it. When both headers are there they must
 * agree, since most proxies write one of them and pass on the other as it came. What cannot be read
 * is no address. Immutable.
 *
 * <p>A trusted proxy that writes neither header lets everybody say who they are.
 */
public final class TrustedProxies {
  private final List<AddressRange> ranges;

  TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /** Reads {@code incoming.http.trusted-proxies}: addresses and ranges, separated by commas. */
  public static TrustedProxies read(Settings settings) {
    String key = "incoming.http.trusted-proxies";
    List<AddressRange> ranges = new ArrayList<>();
    for (String range : settings.text(key).map(text -> text.split(",", -1)).orElse(new String[0])) {
      try {
        ranges.add(AddressRange.parse(range.strip()));
      } catch (IllegalArgumentException e) {
        settings.problem(key, e.getMessage());
      }
    }
    return new TrustedProxies(ranges);
  }

  /** The address that {@code request} was sent from; empty when nobody can be trusted to say. */
  public Optional<InetAddress> client(Request request) {
    Optional<InetAddress> peer = peer(request.peer());
    if (peer.isEmpty() || !isTrusted(peer.get())) {
      return peer;
    }
    List<String> plain = request.headers().getAll("X-Forwarded-For");
    List<String> standard = request.headers().getAll("Forwarded");
    if (plain.isEmpty() && standard.isEmpty()) {
      return peer;
    }
    Optional<InetAddress> one = client(ForwardedFor.plain(plain));
    Optional<InetAddress> other = client(ForwardedFor.standard(standard));
    if (plain.isEmpty()) {
      return other;
    }
    return standard.isEmpty() || one.equals(other) ? one : Optional.empty();
  }

  /**
   * The last of {@code hops} that is not trusted, or else the first; none behind an unknown one.
   */
  private Optional<InetAddress> client(List<Optional<InetAddress>> hops) {
    Optional<InetAddress> last = Optional.empty();
    for (int i = hops.size() - 1; i >= 0; i--) {
      last = hops.get(i);
      if (last.isEmpty() || !isTrusted(last.get())) {
        return last;
      }
    }
    return last;
  }

  private boolean isTrusted(InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<InetAddress> peer(SocketAddress peer) {
    String host = peer.hostAddress();
    if (host == null) {
      return Optional.empty();
    }
    int scope = host.indexOf('%');
    return AddressLiteral.parse(scope < 0 ? host : host.substring(0, scope));
  }
}
