package incoming.console;

import incoming.http.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * One request to the API from its headers to the end of its answer.
 *
 * <p>Confined to the event loop of its connection; what may wait is handed to a {@link Desk} on a
 * worker. Answered once; work that takes too long is answered so, and goes on.
 */
final class ApiVisit {
  private static final long READ_MILLIS = 10_000;
  private static final long WORK_MILLIS = 60_000;
  private static final int WORTH_READING = 64 * 1024;

  private static final Map<String, String> SECURITY =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff");

  private final Workers workers;
  private final HttpServerRequest http;
  private final Context loop = Vertx.currentContext();
  private final Buffer body = Buffer.buffer();
  private Desk desk;
  private long timer = -1;
  private boolean whole;
  private boolean working;
  private boolean answered;
  private boolean stranger;
  private boolean left;

  /** A visit for which {@code workers} have given one of their calls. */
  ApiVisit(Workers workers, HttpServerRequest http) {
    this.workers = workers;
    this.http = http;
  }

  /** Leaves with {@code refusal}. */
  void refuse(Refusal refusal) {
    http.pause();
    answer(Reply.refused(refusal));
  }

  /** Goes to {@code first}, and if that has no answer at once, comes back with the body. */
  void begin(Desk first) {
    http.pause();
    http.exceptionHandler(broken -> gone());
    desk = first;
    hand(first::admit);
  }

  private interface Work {
    Reply answer();
  }

  private void hand(Work work) {
    limit(
        WORK_MILLIS,
        Refusal.of(
            Problem.of(
                504, "took-too-long", "Took too long", "It took too long, and may go on yet.")));
    working = true;
    try {
      workers
          .threads()
          .execute(
              () -> {
                Reply reply = work.answer();
                loop.runOnContext(on -> worked(reply));
              });
    } catch (RejectedExecutionException e) {
      worked(Reply.refused(Refusals.starting()));
    }
  }

  private void worked(Reply reply) {
    working = false;
    if (answered) {
      leave();
    } else if (reply != null) {
      answer(reply);
    } else {
      read();
    }
  }

  private void read() {
    if (desk.isOfStranger()) {
      if (!workers.strangers().tryAcquire()) {
        answer(Reply.refused(Refusals.busy()));
        return;
      }
      stranger = true;
    }
    limit(READ_MILLIS, Refusals.tooSlow("The body did not arrive in time, whole."));
    http.handler(this::read);
    http.endHandler(
        end -> {
          whole = true;
          if (!answered) {
            byte[] bytes = body.getBytes();
            hand(() -> desk.work(bytes));
          }
        });
    if (http.headers().contains(HttpHeaders.EXPECT)) {
      http.response().writeContinue();
    }
    http.resume();
  }

  private void read(Buffer chunk) {
    if (answered) {
      return;
    }
    int limit = desk.maxBody();
    if (body.length() + chunk.length() > limit) {
      answer(Reply.refused(Refusals.bodyTooLarge(limit)));
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void limit(long millis, Refusal refusal) {
    loop.owner().cancelTimer(timer);
    timer =
        loop.owner()
            .setTimer(
                millis,
                late -> {
                  if (!answered) {
                    answer(Reply.refused(refusal));
                  }
                });
  }

  private void answer(Reply reply) {
    answered = true;
    loop.owner().cancelTimer(timer);
    if (http.response().closed()) {
      leave();
    } else if (reply.feed() == null || http.method().equals(HttpMethod.HEAD)) {
      write(reply);
    } else if (workers.streams().tryAcquire()) {
      stream(reply);
    } else {
      write(Reply.refused(Refusals.busy()));
    }
  }

  /** Writes status and headers of {@code reply}. */
  static HttpServerResponse head(HttpServerResponse response, Reply reply) {
    response.setStatusCode(reply.status());
    SECURITY.forEach(response::putHeader);
    reply.headers().forEach(response::putHeader);
    return response;
  }

  private void write(Reply reply) {
    HttpServerResponse response = head(http.response(), reply);
    boolean unread = !whole && isWorthNoReading();
    if (unread) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    end(response, reply.body())
        .onComplete(
            written -> {
              if (unread) {
                http.connection().close();
              }
            });
    if (!unread) {
      passOverTheRest();
    }
    leave();
  }

  /** To HEAD goes everything but the body. */
  private Future<Void> end(HttpServerResponse response, byte[] bytes) {
    if (http.method().equals(HttpMethod.HEAD)) {
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length)).end();
    }
    return response.end(Buffer.buffer(bytes));
  }

  /** The next request of the connection is behind it. */
  private void passOverTheRest() {
    if (!whole) {
      http.handler(rest -> {});
      http.resume();
    }
  }

  private boolean isWorthNoReading() {
    return Demands.length(http.headers()) > WORTH_READING
        || http.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || http.headers().contains(HttpHeaders.EXPECT);
  }

  private void stream(Reply reply) {
    Feed feed = reply.feed();
    EventStream stream =
        new EventStream(loop, head(http.response(), reply), () -> workers.streams().release());
    passOverTheRest();
    stream.begin();
    workers.threads().execute(() -> stream.onEnd(feed.begin(stream)));
    leave();
  }

  private void gone() {
    answered = true;
    loop.owner().cancelTimer(timer);
    leave();
  }

  /** Gives its place back once nobody works for it and it is answered. */
  private void leave() {
    if (!left && !working) {
      left = true;
      workers.calls().release();
      if (stranger) {
        workers.strangers().release();
      }
    }
  }
}
