package incoming.sample;

import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.event.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that was caught, pasted or uploaded, as the event that it makes.
 *
 * <p>Credentials are left out of it; whatever else is called like a secret or a signature, in a
 * header or in the query, is {@code ***}. The body is as it was sent, white space aside. Immutable.
 */
public record Sample(Event event) {
  /** A sample of {@code event}, without its secrets. */
  public Sample {
    event =
        new Event(
            event.eventId(),
            event.endpointId(),
            event.businessProfileId(),
            event.time(),
            event.method(),
            SecretNames.masked(event.headers()),
            SecretNames.masked(event.query()),
            event.body());
  }

  /**
   * The sample that {@link #json} wrote.
   *
   * @throws IllegalArgumentException when it is none, in words for an operator
   */
  public static Sample read(byte[] json) {
    return new Sample(EventFormat.read(json));
  }

  /** The whole event as JSON in UTF-8, numbers exactly as they were sent. */
  public byte[] json() {
    return EventFormat.write(event);
  }

  /** Every leaf, in the order of the document. */
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    Parameters.flatten(event).forEach((name, value) -> parameters.add(Parameter.of(name, value)));
    return parameters;
  }
}
