package incoming.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The part of the door that one event loop looks after: its connections and how long they may take.
 *
 * <p>Confined to its event loop.
 */
final class Doorway extends AbstractVerticle {
  private static final int SWEEP_MS = 250;

  private final Door door;
  private final String host;
  private final int port;
  private final IdentityHashMap<HttpConnection, Patience> connections = new IdentityHashMap<>();

  Doorway(Door door, String host, int port) {
    this.door = door;
    this.host = host;
    this.port = port;
  }

  @Override
  public void start(Promise<Void> started) {
    DoorSettings settings = door.settings();
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(settings.maxHeader())
            .setMaxInitialLineLength(settings.maxRequestLine())
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true);
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .requestHandler(this::requested)
            .invalidRequestHandler(this::malformed);
    server
        .listen(port, host)
        .<Void>mapEmpty()
        // Else the garbage collector closes it, at a time when that fails in the log.
        .recover(failure -> server.close().transform(closed -> Future.failedFuture(failure)))
        .onComplete(started);
    vertx.setPeriodic(SWEEP_MS, timer -> sweep());
  }

  private void connected(HttpConnection connection) {
    if (!door.capacity().connect()) {
      door.capacity().disconnect();
      connection.close();
      return;
    }
    // Not connection.closeHandler: Vert.x may fail before it gets there, and the place were lost.
    Channel channel = ((ConnectionBase) connection).channelHandlerContext().channel();
    Patience patience = new Patience(channel, door.settings());
    connections.put(connection, patience);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              door.capacity().disconnect();
              connections.remove(connection);
              patience.closed();
            });
  }

  private void requested(HttpServerRequest request) {
    Patience patience = connections.get(request.connection());
    if (patience == null) {
      request.connection().close();
      return;
    }
    if (patience.isClosing()) {
      return;
    }
    new Visit(door, request, patience).begin();
  }

  private void malformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem = Problems.MALFORMED;
    if (cause instanceof TooLongHttpHeaderException) {
      problem = Problems.HEADER_TOO_LARGE;
    } else if (cause instanceof TooLongFrameException) {
      problem = Problems.LINE_TOO_LONG;
    }
    Answer answer = problem.answer();
    door.meters().elsewhere().count(answer.outcome());
    Visit.write(request.response(), answer, true)
        .onComplete(written -> request.connection().close());
  }

  private void sweep() {
    long now = System.nanoTime();
    List.copyOf(connections.values()).forEach(patience -> patience.check(now));
  }
}
