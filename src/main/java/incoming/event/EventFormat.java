package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;

/**
 * An {@link Event} as bytes, to be kept and read again: one JSON object of its parts, in UTF-8,
 * numbers exactly as they were sent.
 */
public final class EventFormat {
  /** None: what was accepted within the limits of its time is still an event. */
  private static final FlatBudget NO_LIMITS =
      new FlatBudget(
          new EventSettings(
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              Long.MAX_VALUE,
              Integer.MAX_VALUE,
              Optional.empty()));

  private EventFormat() {}

  /** The bytes of {@code event}. */
  public static byte[] write(Event event) {
    StringBuilder out = new StringBuilder(2048);
    JsonText.write(event.asMap(), out);
    return out.toString().getBytes(UTF_8);
  }

  /**
   * The event that was written as {@code bytes}.
   *
   * @throws IllegalArgumentException when they are no event, in words for an operator
   */
  @SuppressWarnings("unchecked") // members of JSON objects have string names
  public static Event read(byte[] bytes) {
    try {
      Map<String, Object> parts = (Map<String, Object>) JsonReader.read(bytes, "", NO_LIMITS);
      return new Event(
          (String) parts.get("eventId"),
          (String) parts.get("endpointId"),
          (String) parts.get("businessProfileId"),
          (Long) parts.get("time"),
          (String) parts.get("method"),
          (Map<String, Object>) parts.get(Event.HEADERS),
          (Map<String, Object>) parts.get(Event.QUERY),
          parts.get(Event.BODY));
    } catch (Refusal e) {
      throw new IllegalArgumentException("the stored event is damaged: " + e.problem().detail(), e);
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("the stored event is damaged: a part is missing", e);
    }
  }
}
