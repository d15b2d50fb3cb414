package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.http.Answer;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A request that is put together piece by piece and then shown to a step. */
final class Requests {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private String method = "POST";
  private String query;
  private byte[] body = {};
  private long receivedAt;
  private String peer = "192.0.2.7";
  private Exchange exchange;

  static Requests post(String body) {
    return new Requests().body(body.getBytes(UTF_8));
  }

  static Requests get(String query) {
    Requests request = new Requests();
    request.method = "GET";
    request.query = query;
    return request;
  }

  Requests body(byte[] bytes) {
    body = bytes;
    return this;
  }

  Requests with(String header, String value) {
    headers.add(header, value);
    return this;
  }

  /** Arrived at this second. */
  Requests at(long second) {
    receivedAt = second * 1000;
    return this;
  }

  Requests from(String address) {
    peer = address;
    return this;
  }

  Request build() {
    return new Request(
        method,
        "/in/x",
        query,
        headers,
        body,
        receivedAt,
        SocketAddress.inetSocketAddress(50000, peer));
  }

  /** What {@code step} answers instead of letting the request pass. */
  Optional<Answer> through(Processor step) {
    exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(Request.PROPERTY, build());
    try {
      step.process(exchange);
    } catch (Exception e) {
      throw new AssertionError("a step never fails", e);
    }
    Answer answer = exchange.getProperty("IncomingRefusal", Answer.class);
    if (exchange.isRouteStop() != (answer != null)) {
      throw new AssertionError("the route ends if and only if there is an answer");
    }
    return Optional.ofNullable(answer);
  }

  /** What the sender is told when all goes well. */
  Answer promised() {
    return exchange.getProperty("IncomingAnswer", Answer.class);
  }

  /** The request as later steps see it. */
  Request afterwards() {
    return Request.of(exchange);
  }

  /** "passed", or status, type and detail of the refusal, or status and text of the answer. */
  String verdict(Processor step) {
    return through(step).map(Requests::text).orElse("passed");
  }

  private static String text(Answer answer) {
    String body = new String(answer.body(), UTF_8);
    return answer.status()
        + " "
        + body.replaceFirst(
            ".*\"type\":\"/problems/([^\"]*)\".*\"detail\":\"(.*)\",\"retry\".*", "$1: $2");
  }
}
