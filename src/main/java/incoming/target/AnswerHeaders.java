package incoming.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * The headers of a target's answer, for an exchange that was asked to {@link #keep} them.
 *
 * <p>Fit to be shown: 50 at most, each cut off after 500 characters, without secrets of the target
 * or, where it repeats them, of the request.
 */
public final class AnswerHeaders {
  private static final String PROPERTY = "IncomingAnswerHeaders";
  private static final int MOST = 50;
  private static final int LONGEST = 500;

  private AnswerHeaders() {}

  /** From now on the headers of answers to {@code exchange} are kept, those of the last call. */
  public static void keep(Exchange exchange) {
    exchange.setProperty(PROPERTY, List.of());
  }

  /** What was kept, in the order of the answer; empty when there was no answer. */
  @SuppressWarnings("unchecked") // set by this class alone
  public static List<Map.Entry<String, String>> of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, List.of(), List.class);
  }

  /**
   * Keeps the headers of {@code answer}, if they are asked for.
   *
   * @param secrets of the request, whatever their names
   */
  static void note(
      Exchange exchange, HttpUriRequest request, HttpResponse answer, List<String> secrets) {
    if (exchange.getProperty(PROPERTY) == null) {
      return;
    }
    Echo echo = new Echo(request, secrets);
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    for (Header header : answer.getHeaders()) {
      if (kept.size() < MOST) {
        String value = header.getValue() == null ? "" : echo.masked(header.getValue());
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        boolean secret = SecretNames.isHeader(header.getName());
        kept.add(Map.entry(header.getName(), secret ? Proof.MASK : shown));
      }
    }
    exchange.setProperty(PROPERTY, List.copyOf(kept));
  }
}
