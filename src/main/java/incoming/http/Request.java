package incoming.http;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import org.apache.camel.Exchange;

/**
 * One request as it came from the wire: hostile, within the door's limits, otherwise untouched.
 *
 * @param method as sent, such as {@code POST}
 * @param path of the endpoint: as sent, percent-encoding kept, without the query, or the one that
 *     has replaced it
 * @param query as sent, percent-encoding kept, without the question mark; {@code null} when there
 *     is none
 * @param headers every header as sent, looked up without regard to case
 * @param body the whole body; never changed by anyone
 * @param receivedAt when its headers had arrived, in epoch milliseconds
 * @param peer the other end of the connection, be it the sender or a proxy
 */
@SuppressWarnings("ArrayRecordComponent") // one request, never compared
public record Request(
    String method,
    String path,
    String query,
    MultiMap headers,
    byte[] body,
    long receivedAt,
    SocketAddress peer) {

  /** The exchange property under which the door keeps the request for the steps of a route. */
  public static final String PROPERTY = "IncomingRequest";

  /**
   * The request that {@code exchange} carries; fails when the exchange did not come from the door.
   */
  public static Request of(Exchange exchange) {
    Request request = exchange.getProperty(PROPERTY, Request.class);
    if (request == null) {
      throw new IllegalStateException("this step needs a route that begins with platform-http:");
    }
    return request;
  }

  /** The same request without any header {@code name}, which held a secret that has served. */
  public Request without(String name) {
    MultiMap others = MultiMap.caseInsensitiveMultiMap().addAll(headers).remove(name);
    return new Request(method, path, query, others, body, receivedAt, peer);
  }
}
