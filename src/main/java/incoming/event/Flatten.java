package incoming.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import incoming.http.Answer;
import incoming.http.Request;
import java.security.SecureRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:flatten}: the request becomes an {@link Event}.
 *
 * <p>The event is kept under {@link Event#PROPERTY}; the message becomes its map, for filters to
 * read, without any header. The answer promised is 200 with the event's id. A body that is not
 * strict JSON (RFC 8259), a body beyond the limits and a malformed query are refused with 400. No
 * flat name is built here: names are counted, and looked up by those who need one. Thread-safe.
 */
public final class Flatten implements Processor {
  private final EventSettings settings;
  private final EventId ids = new EventId(new SecureRandom());

  /** The step within these limits. */
  public Flatten(EventSettings settings) {
    this.settings = settings;
  }

  @Override
  public void process(Exchange exchange) {
    try {
      Event event = read(Request.of(exchange));
      exchange.setProperty(Event.PROPERTY, event);
      Message message = exchange.getMessage();
      message.removeHeaders("*");
      message.setBody(event.asMap());
      byte[] answer = ("{\"eventId\":\"" + event.eventId() + "\"}").getBytes(US_ASCII);
      Answer.promise(exchange, Answer.json(200, answer));
    } catch (Refusal e) {
      Answer.refuse(exchange, e.problem());
    }
  }

  private Event read(Request request) throws Refusal {
    Object body = JsonReader.read(request.body(), Event.BODY, new FlatBudget(settings));
    String path = request.path();
    return new Event(
        ids.next(request.receivedAt()),
        path.substring(path.lastIndexOf('/') + 1),
        settings.businessProfileId().orElse(null),
        request.receivedAt(),
        request.method(),
        Headers.of(request.headers()),
        Query.decode(request.query()),
        body);
  }
}
