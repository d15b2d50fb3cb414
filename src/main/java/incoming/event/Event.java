package incoming.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  static final String HEADERS = "headers";
  static final String QUERY = "query";
  static final String BODY = "body";

  /** The parts of an event in their order, and those that have something inside them. */
  static final List<String> PARTS =
      List.of("eventId", "endpointId", "businessProfileId", "time", "method", HEADERS, QUERY, BODY);

  static final List<String> DEEP_PARTS = List.of(HEADERS, QUERY, BODY);

  /** Headers of any map are looked up without regard to case; credentials are left out of them. */
  public Event {
    headers = Headers.of(headers);
  }

  /** The event of {@code exchange}; fails when no {@code incoming:flatten} came before. */
  public static Event of(Exchange exchange) {
    Event event = exchange.getProperty(PROPERTY, Event.class);
    if (event == null) {
      throw new IllegalStateException("this step needs 'to: incoming:flatten' before it");
    }
    return event;
  }

  /** The event as one JSON-like map, as a filter and a template see it. Made anew at each call. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String part : PARTS) {
      map.put(part, part(part));
    }
    return Collections.unmodifiableMap(map);
  }

  /** The part of this name, one of {@link #PARTS}. */
  Object part(String name) {
    return switch (name) {
      case "eventId" -> eventId;
      case "endpointId" -> endpointId;
      case "businessProfileId" -> businessProfileId;
      case "time" -> time;
      case "method" -> method;
      case HEADERS -> headers;
      case QUERY -> query;
      case BODY -> body;
      default -> throw new IllegalArgumentException("an event has no part " + name);
    };
  }
}
