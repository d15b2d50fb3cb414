package incoming.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * The target of all calls: answers 200 at once, counts, and keeps the last body.
 *
 * <p>{@code GET /count} says how many calls came, {@code GET /last} what the last one brought. On
 * one event loop, so that nothing here needs a lock.
 */
final class Sink {
  private long calls;
  private Buffer last = Buffer.buffer();

  private Sink() {}

  /** Listens on the port {@code args[0]} of this machine until it is killed. */
  public static void main(String[] args) {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(new Sink()::handle)
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onFailure(Sink::fail);
  }

  private static void fail(Throwable reason) {
    System.err.println(reason);
    System.exit(1);
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      Buffer answer = request.path().equals("/count") ? Buffer.buffer(Long.toString(calls)) : last;
      request.response().end(answer);
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              calls++;
              last = body;
              request.response().end();
            });
  }
}
