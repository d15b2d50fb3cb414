package incoming.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The envelope of one request whose JSON was read: what templates, filters and hashes see.
 *
 * <p>JSON is kept as plain values: {@code Map<String, Object>} in the order sent, {@code
 * List<Object>}, {@code String}, {@code Boolean}, {@code null} and a {@code Number} that prints the
 * exact text sent (a {@code Long}, {@code BigInteger} or {@code BigDecimal} where that prints it, a
 * {@link JsonNumber} elsewhere). Nothing in it is ever changed.
 *
 * @param eventId UUIDv7 of this event
 * @param endpointId last segment of the path that was posted to
 * @param businessProfileId {@code incoming.business-profile-id}; {@code null} when not set
 * @param time when the request arrived, in epoch milliseconds
 * @param headers by lower-case name, looked up without regard to case; a {@code List} where
 *     repeated
 * @param query decoded, by name; a {@code List} where repeated
 * @param body any JSON value
 */
public record Event(
    String eventId,
    String endpointId,
    String businessProfileId,
    long time,
    String method,
    Map<String, Object> headers,
    Map<String, Object> query,
    Object body) {

  /** The exchange property that keeps the event, whatever later steps make of the message. */
  public static final String PROPERTY = "IncomingEvent";

  /** The event of {@code exchange}; fails when no {@code incoming:flatten} came before. */
  public static Event of(Exchange exchange) {
    Event event = exchange.getProperty(PROPERTY, Event.class);
    if (event == null) {
      throw new IllegalStateException("this step needs 'to: incoming:flatten' before it");
    }
    return event;
  }

  /** The event as one JSON-like map, as a filter and a template see it. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("eventId", eventId);
    map.put("endpointId", endpointId);
    map.put("businessProfileId", businessProfileId);
    map.put("time", time);
    map.put("method", method);
    map.put("headers", headers);
    map.put("query", query);
    map.put("body", body);
    return Collections.unmodifiableMap(map);
  }
}
