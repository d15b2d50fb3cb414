package incoming.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
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

  private Answers() {}

  static Answer of(Exchange exchange, Request request) {
    if (exchange.getException() != null) {
      return failure(exchange, exchange.getException());
    }
    Answer refusal = exchange.getProperty(Answer.REFUSED, Answer.class);
    if (refusal != null) {
      return refusal;
    }
    if (Boolean.TRUE.equals(exchange.getProperty(Exchange.DUPLICATE_MESSAGE))) {
      return Answer.of(204);
    }
    Answer promised = exchange.getProperty(Answer.PROMISED, Answer.class);
    return promised != null ? promised : message(exchange, request);
  }

  private static Answer failure(Exchange exchange, Throwable failure) {
    ProblemException refused = exchange.getException(ProblemException.class);
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
    Object body = message.getBody();
    if (body == null || body == request.body()) {
      return Answer.of(status);
    }
    String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    if (contentType == null) {
      contentType = "text/plain; charset=utf-8";
    }
    byte[] bytes =
        body instanceof byte[] raw
            ? raw
            : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    return new Answer(status, Map.of("Content-Type", contentType), bytes);
  }
}
