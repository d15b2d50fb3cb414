package incoming.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * A request as it would be sent to a target, with every secret masked.
 *
 * <p>An exchange that was asked to {@link #preview} calls no target; its target endpoints note here
 * what they would have sent.
 *
 * @param url with the query; values of credentials are {@code ***}
 * @param headers in the order in which they would be sent
 * @param body as text
 */
public record OutgoingRequest(
    String method, String url, List<Map.Entry<String, String>> headers, String body) {
  private static final String PROPERTY = "IncomingPreview";

  /** From now on the targets of {@code exchange} are not called. */
  public static void preview(Exchange exchange) {
    exchange.setProperty(PROPERTY, List.of());
  }

  /** Whether the targets of {@code exchange} are not called. */
  static boolean isPreview(Exchange exchange) {
    return exchange.getProperty(PROPERTY) != null;
  }

  /** Notes {@code request}, which was not sent. */
  static void note(Exchange exchange, OutgoingRequest request) {
    List<OutgoingRequest> noted = new ArrayList<>(of(exchange));
    noted.add(request);
    exchange.setProperty(PROPERTY, List.copyOf(noted));
  }

  /** What was noted, in order; empty when nothing was or no preview was asked for. */
  @SuppressWarnings("unchecked") // set by this class alone
  public static List<OutgoingRequest> of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, List.of(), List.class);
  }
}
