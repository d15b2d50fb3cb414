package incoming.auth;

import incoming.address.AddressRange;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import incoming.http.TrustedProxies;
import incoming.route.Step;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:allow-from?cidrs=192.0.2.0/24,2001:db8::/32}: lets a request pass that
 * comes from one of some addresses, and refuses any other with 403.
 *
 * <p>Behind a proxy the address is what {@link TrustedProxies} finds; where it finds none, the
 * request is refused. Thread-safe. Says where a request comes from, not from whom: use it beside
 * authentication.
 */
final class AllowFromStep implements Step {
  private static final Problem REFUSED =
      Problem.of(
          403,
          "address-not-allowed",
          "Not from this address",
          "This integration takes requests from other addresses only.");

  private final TrustedProxies proxies;

  AllowFromStep(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  @Override
  public Processor create(Map<String, Object> all) {
    StepOptions options = new StepOptions("allow-from", all);
    List<AddressRange> allowed =
        options
            .take("cidrs", AllowFromStep::ranges)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "incoming:allow-from needs cidrs=<ranges>, such as 192.0.2.0/24"));
    return exchange -> {
      Optional<InetAddress> client = proxies.client(Request.of(exchange));
      if (client.isEmpty() || allowed.stream().noneMatch(in -> in.contains(client.get()))) {
        Answer.refuse(exchange, REFUSED);
      }
    };
  }

  private static List<AddressRange> ranges(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).map(AddressRange::parse).toList();
  }
}
