package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.event.Event;
import incoming.event.JsonText;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A request that did not come through the door, but from somebody who wants to see what would
 * become of it.
 *
 * @param query as it would be sent, without the question mark; {@code null} when there is none
 * @param headers by name, each as often as it would be sent
 * @param body as it would be sent
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record GivenRequest(
    String method, String query, List<Map.Entry<String, String>> headers, byte[] body) {

  /** Nobody has sent it, so that no step may look at where it came from. */
  private static final SocketAddress NOWHERE = SocketAddress.inetSocketAddress(0, "0.0.0.0");

  public GivenRequest {
    headers = List.copyOf(headers);
  }

  /** The request from which {@code event} would be made again. */
  static GivenRequest of(Event event) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    event.headers().forEach((name, value) -> each(value, one -> headers.add(Map.entry(name, one))));
    List<String> query = new ArrayList<>();
    event
        .query()
        .forEach((name, value) -> each(value, one -> query.add(encode(name) + "=" + encode(one))));
    return new GivenRequest(
        event.method(),
        query.isEmpty() ? null : String.join("&", query),
        headers,
        JsonText.of(event.body()).getBytes(UTF_8));
  }

  private static void each(Object value, Consumer<String> taker) {
    if (value instanceof List<?> several) {
      several.forEach(one -> taker.accept(one.toString()));
    } else {
      taker.accept(value.toString());
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The same as the door would hand it to a route that is served at {@code path}. */
  Request at(String path, Instant time) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    headers.forEach(header -> all.add(header.getKey(), header.getValue()));
    return new Request(method, path, query, all, body, time.toEpochMilli(), NOWHERE);
  }
}
