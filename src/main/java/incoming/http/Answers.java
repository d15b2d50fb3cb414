package incoming.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a finished exchange means for its sender.
 *
 * <p>In this order: a failure, a refusal, a duplicate (204), the promised answer. A route that
 * promised nothing (one that an engineer wrote from scratch) answers as Camel routes do, with its
 * message: status and {@code Content-Type} from the headers, then the body; every other header
 * stays inside, and the body of the request never goes back.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,200}");

  private Answers() {}

  static Answer of(Exchange exchange, Request request) {
    if (exchange.getException() != null) {
      return failure(exchange, exchange.getException());
    }
    Answer promised = exchange.getProperty(Answer.PROMISED, Answer.class);
    if (promised != null && ExchangeHelper.isFailureHandled(exchange)) {
      // Handled or not, what was promised was not done, and its hash has been released.
      return failure(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
    Answer end = exchange.getProperty(Answer.ENDED, Answer.class);
    if (end != null) {
      return end;
    }
    if (Boolean.TRUE.equals(exchange.getProperty(Exchange.DUPLICATE_MESSAGE))) {
      return Answer.DUPLICATE;
    }
    return promised != null ? promised : message(exchange, request);
  }

  /** What the sender is told when a route fails; the log learns why. */
  static Answer failure(Exchange exchange, Throwable failure) {
    ProblemException refused = ObjectHelper.getException(ProblemException.class, failure);
    if (refused != null) {
      LOG.warn("{}: {}", RouteName.of(exchange), refused.getMessage());
      return refused.problem().answer();
    }
    String reference = exchange.getExchangeId();
    LOG.error("{}: request failed, reference {}", RouteName.of(exchange), reference, failure);
    return Problems.internalError(reference).answer();
  }

  private static Answer message(Exchange exchange, Request request) {
    Message message = exchange.getMessage();
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    if (status < 200 || status > 599) {
      throw new IllegalStateException("the route answered with the status " + status);
    }
    Object body = message.getBody();
    if (body == null || body == request.body() || status == 204 || status == 304) {
      return Answer.of(status);
    }
    String contentType =
        message.getHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8", String.class);
    if (!PRINTABLE.matcher(contentType).matches()) {
      throw new IllegalStateException("the route answered with an impossible Content-Type");
    }
    byte[] bytes =
        body instanceof byte[] raw
            ? raw
            : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    return new Answer(status, Map.of("Content-Type", contentType), bytes);
  }
}
