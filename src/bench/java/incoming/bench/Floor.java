package incoming.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same job by hand and in memory: the least that it costs on this JVM.
 *
 * <p>Reads and flattens the JSON, hashes two fields, looks into a map, writes the outgoing body
 * with a string builder, and answers 200 once the sink has taken it; 204 for what the map has, 401
 * for a bad token. It keeps nothing over a restart, forgets nothing, has no limits, and takes a
 * duplicate of a request in work for one that has succeeded.
 */
final class Floor extends AbstractVerticle {
  private static final AtomicLong IDS = new AtomicLong();

  private final ConcurrentMap<FloorHash, Long> seen;
  private final Map<String, FloorTokens> tokens;
  private final int port;
  private final RequestOptions target;
  private HttpClient client;

  private Floor(
      ConcurrentMap<FloorHash, Long> seen,
      Map<String, FloorTokens> tokens,
      int port,
      RequestOptions target) {
    this.seen = seen;
    this.tokens = tokens;
    this.port = port;
    this.target = target;
  }

  /** Listens on {@code args[0]}, calls the sink on {@code args[1]}, until it is killed. */
  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    ConcurrentMap<FloorHash, Long> seen = new ConcurrentHashMap<>();
    Map<String, FloorTokens> tokens = FloorTokens.byPath();
    RequestOptions target =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(Integer.parseInt(args[1]))
            .setURI("/events")
            .setMethod(HttpMethod.POST)
            .putHeader("Content-Type", "application/json");
    Vertx.vertx()
        .deployVerticle(
            () -> new Floor(seen, tokens, port, target),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .onFailure(Floor::fail);
  }

  private static void fail(Throwable reason) {
    System.err.println(reason);
    System.exit(1);
  }

  @Override
  public void start() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(256));
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
        .requestHandler(this::handle)
        .listen(port, "127.0.0.1")
        .onFailure(Floor::fail);
  }

  private void handle(HttpServerRequest request) {
    FloorTokens guard = tokens.get(request.path());
    if (guard != null && !guard.admits(request.getHeader("Authorization"))) {
      request
          .response()
          .setStatusCode(401)
          .putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
          .putHeader("Content-Type", "application/problem+json")
          .end("{\"type\":\"/problems/invalid-token\",\"status\":401}");
    } else {
      request.body().onSuccess(body -> read(request, body));
    }
  }

  private void read(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    try {
      Map<String, String> cart = FlatCart.read(body.getBytes());
      FloorHash hash =
          FloorHash.of(
              request.path(), cart.get("body.order_number"), cart.get("body.customer.email"));
      if (seen.put(hash, System.currentTimeMillis()) == null) {
        call(response, hash, FlatCart.outgoing(cart));
      } else {
        response.setStatusCode(204).end();
      }
    } catch (IOException e) {
      response.setStatusCode(400).end();
    }
  }

  private void call(HttpServerResponse response, FloorHash hash, String outgoing) {
    client
        .request(target)
        .compose((HttpClientRequest request) -> request.send(outgoing))
        .compose(answer -> answer.end().map(answer.statusCode()))
        .onSuccess(
            status ->
                response
                    .putHeader("Content-Type", "application/json")
                    .end("{\"eventId\":\"" + eventId() + "\"}"))
        .onFailure(
            failure -> {
              seen.remove(hash);
              response.setStatusCode(502).end();
            });
  }

  private static String eventId() {
    return new UUID(System.currentTimeMillis() << 16 | 0x7000, IDS.incrementAndGet()).toString();
  }
}
