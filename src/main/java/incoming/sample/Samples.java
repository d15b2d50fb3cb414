package incoming.sample;

import incoming.event.Event;
import incoming.event.Flatten;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * Makes samples of what people paste or upload, within the limits of any other body.
 *
 * <p>Thread-safe; calls do not block.
 */
public final class Samples {
  private final CamelContext camel;
  private final Flatten flatten;
  private final int maxBody;
  private final InstantSource clock;

  /**
   * Samples as {@code flatten} reads them.
   *
   * @param maxBody bytes that a body may have
   */
  public Samples(CamelContext camel, Flatten flatten, int maxBody, InstantSource clock) {
    this.camel = camel;
    this.flatten = flatten;
    this.maxBody = maxBody;
    this.clock = clock;
  }

  /** What became of a text that was to be a sample. */
  public sealed interface Reading {
    /** It is one. */
    record Read(Sample sample) implements Reading {}

    /** It is none, since a sender would have been refused, too. */
    record Refused(Problem problem) implements Reading {}
  }

  /** The sample of {@code body}, as if it had been posted to the endpoint. */
  public Reading read(String endpointId, byte[] body) {
    return read(endpointId, new GivenRequest("POST", null, List.of(), body));
  }

  /** The sample of {@code request}, as if it had come to the endpoint. */
  public Reading read(String endpointId, GivenRequest request) {
    Exchange exchange = exchange(request.at("/in/" + endpointId, clock.instant()));
    Optional<Problem> refusal = flatten(exchange);
    return refusal.isEmpty()
        ? new Reading.Read(new Sample(Event.of(exchange)))
        : new Reading.Refused(refusal.get());
  }

  /** What the door would hand to a route. */
  Exchange exchange(Request request) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(Request.PROPERTY, request);
    exchange.getIn().setBody(request.body());
    return exchange;
  }

  /** Makes the event of {@code exchange}, or answers why there is none. */
  Optional<Problem> flatten(Exchange exchange) {
    if (Request.of(exchange).body().length > maxBody) {
      return Optional.of(
          Problem.of(
              413,
              "body-too-large",
              "Body too large",
              "The body may have " + maxBody + " bytes at most."));
    }
    flatten.process(exchange);
    return Answer.refusal(exchange);
  }
}
