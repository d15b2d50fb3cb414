package incoming.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its headers to the end of its answer.
 *
 * <p>Confined to the event loop of its connection; only the route runs elsewhere. Whatever happens,
 * it is answered at most once and gives back what it took of the door's capacity.
 */
final class Visit {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final int WORTH_READING = 64 * 1024;
  private static final long LINGER_NANOS = 500_000_000;

  private final Door door;
  private final HttpServerRequest http;
  private final Patience patience;
  private final long receivedAt = System.currentTimeMillis();
  private final long began = System.nanoTime();
  private final Context loop = Vertx.currentContext();
  private final Body body;
  private DoorConsumer consumer;
  private Tally tally;
  private boolean whole;
  private boolean working;
  private boolean answered;
  private boolean left;

  Visit(Door door, HttpServerRequest http, Patience patience) {
    this.door = door;
    this.http = http;
    this.patience = patience;
    this.body = new Body(door.capacity());
    this.tally = door.meters().elsewhere();
  }

  void begin() {
    door.capacity().arrive();
    patience.reading(this);
    http.exceptionHandler(broken -> gone());
    http.endHandler(end -> arrived());
    Optional<Problem> problem = check();
    if (problem.isPresent()) {
      refuse(problem.get());
      return;
    }
    http.handler(this::read);
    if (http.headers().contains(HttpHeaders.EXPECT)) {
      http.response().writeContinue();
    }
  }

  private Optional<Problem> check() {
    if (door.state() != Door.State.OPEN) {
      return Optional.of(
          door.state() == Door.State.STARTING ? Problems.STARTING : Problems.STOPPING);
    }
    Optional<Problem> malformed = Framing.refuse(http.version(), http.headers());
    if (malformed.isPresent()) {
      return malformed;
    }
    Optional<Problem> unserved = lookUp();
    if (unserved.isPresent()) {
      return unserved;
    }
    MultiMap headers = http.headers();
    if (contentLength() > consumer.maxBody()) {
      return Optional.of(Problems.bodyTooLarge(consumer.maxBody()));
    }
    return isPlainGet()
        ? Optional.empty()
        : consumer
            .mediaTypes()
            .refuse(
                headers.getAll(HttpHeaders.CONTENT_TYPE),
                headers.get(HttpHeaders.CONTENT_ENCODING));
  }

  /** Without a body there is none that could be of the wrong type. */
  private boolean isPlainGet() {
    return http.method().equals(HttpMethod.GET)
        && contentLength() <= 0
        && !http.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private Optional<Problem> lookUp() {
    while (true) {
      EndpointTable.Endpoint endpoint = door.table().find(http.path());
      if (endpoint == null) {
        tally = door.meters().elsewhere();
        return Optional.of(Problems.NOT_FOUND);
      }
      tally = endpoint.tally();
      if (endpoint.consumers().isEmpty()) {
        return Optional.of(Problems.UNAVAILABLE);
      }
      DoorConsumer found = endpoint.consumers().get(http.method().name());
      if (found == null) {
        return Optional.of(Problems.methodNotAllowed(endpoint.allow()));
      }
      if (found.isOver(http.path(), receivedAt)) {
        return Optional.of(Problems.GONE);
      }
      if (found.requests().enter()) {
        consumer = found;
        tally = found.tally();
        return Optional.empty();
      }
    }
  }

  private void read(Buffer chunk) {
    if (answered) {
      return;
    }
    if (body.length() + chunk.length() > consumer.maxBody()) {
      refuse(Problems.bodyTooLarge(consumer.maxBody()));
    } else if (!body.add(chunk)) {
      refuse(Problems.BUSY);
    }
  }

  private void arrived() {
    whole = true;
    if (answered) {
      return;
    }
    if (!door.capacity().beginWork()) {
      refuse(Problems.BUSY);
      return;
    }
    working = true;
    patience.working();
    Request request =
        new Request(
            http.method().name(),
            consumer.path(),
            http.query(),
            http.headers(),
            body.take(),
            receivedAt,
            http.remoteAddress());
    try {
      consumer.lane().execute(door.workers(), () -> work(request));
    } catch (RejectedExecutionException e) {
      worked(Problems.STOPPING.answer());
    }
  }

  private void work(Request request) {
    try {
      consumer.serve(request, answer -> loop.runOnContext(back -> worked(answer)));
    } catch (RuntimeException | Error e) {
      LOG.error("{}: request failed", RouteName.of(consumer.getRouteId()), e);
      loop.runOnContext(back -> worked(Problems.internalError("none").answer()));
    }
  }

  private void worked(Answer answer) {
    if (working) {
      working = false;
      door.capacity().endWork();
      answer(answer, door.state() == Door.State.CLOSING);
    }
  }

  /** The sender has hung up, or broke off its body; a route that runs ends the visit itself. */
  void gone() {
    if (!working) {
      if (!answered) {
        tally.count(Outcome.GONE);
      }
      leave();
    }
  }

  void timeOut() {
    door.table().lookout().refused(http.path(), Problems.TIMEOUT);
    answer(Problems.TIMEOUT.answer(), true);
  }

  private void refuse(Problem problem) {
    door.table().lookout().refused(http.path(), problem);
    boolean unread =
        !whole
            && (http.headers().contains(HttpHeaders.EXPECT)
                || contentLength() > WORTH_READING
                || http.headers().contains(HttpHeaders.TRANSFER_ENCODING));
    answer(problem.answer(), unread || door.state() == Door.State.CLOSING);
  }

  private void answer(Answer answer, boolean close) {
    if (answered) {
      return;
    }
    answered = true;
    // Whoever is still there to hear of it: what was accepted was accepted.
    tally.count(answer.outcome());
    body.free();
    if (!patience.isConnected()) {
      leave();
      return;
    }
    if (close) {
      // Not at once: a close with unread input would destroy the answer.
      patience.closeSoon(LINGER_NANOS);
    } else {
      patience.writing();
    }
    try {
      write(http.response(), answer, close).onComplete(written -> leave());
      door.meters().answered(answer.outcome(), System.nanoTime() - began);
    } catch (RuntimeException e) {
      LOG.error("an answer could not be written", e);
      patience.close();
      leave();
    }
  }

  /** Writes an answer; {@code close} only says so, the caller closes. */
  static Future<Void> write(HttpServerResponse response, Answer answer, boolean close) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (close) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    return answer.body().length == 0 ? response.end() : response.end(Buffer.buffer(answer.body()));
  }

  private void leave() {
    if (!left) {
      left = true;
      answered = true;
      body.free();
      door.capacity().leave();
      if (consumer != null) {
        consumer.requests().leave();
      }
      patience.done(this);
    }
  }

  /** As declared, -1 when it is not; what is no number the HTTP decoder has refused before. */
  private long contentLength() {
    String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length.strip());
  }
}
