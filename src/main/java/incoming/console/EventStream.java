package incoming.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer of server-sent events that is still being written.
 *
 * <p>A comment every 15 s keeps the connection, and tells when the caller has gone. A caller that
 * does not read is left. Thread-safe. Source: HTML, section 9.2.
 */
final class EventStream {
  private static final long BEAT_MILLIS = 15_000;
  private static final Buffer BEAT = Buffer.buffer(":\n\n");

  private final Context loop;
  private final HttpServerResponse response;
  private final Runnable left;
  private long beat;
  private boolean over;
  private Runnable stop = () -> {};

  /** {@code left} is called once, when it has ended in whatever way. */
  EventStream(Context loop, HttpServerResponse response, Runnable left) {
    this.loop = loop;
    this.response = response;
    this.left = left;
  }

  /** Begins, on the event loop; the headers are set already. */
  void begin() {
    response.setChunked(true).write(BEAT);
    response.closeHandler(closed -> finish());
    response.exceptionHandler(broken -> finish());
    beat = loop.owner().setPeriodic(BEAT_MILLIS, timer -> write(BEAT));
  }

  /** What to do at the end; at once when it is over already. */
  void onEnd(Runnable action) {
    loop.runOnContext(
        on -> {
          if (over) {
            action.run();
          } else {
            stop = action;
          }
        });
  }

  /** Writes one event with {@code data} as JSON. */
  void send(String event, Object data) {
    Buffer text = text(event, data);
    loop.runOnContext(on -> write(text));
  }

  private static Buffer text(String event, Object data) {
    try {
      String json = Json.MAPPER.writeValueAsString(data);
      return Buffer.buffer(("event: " + event + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  /** Ends the answer after what was sent so far. */
  void end() {
    loop.runOnContext(
        on -> {
          if (!over) {
            response.end();
            finish();
          }
        });
  }

  private void write(Buffer text) {
    if (over) {
      return;
    }
    if (response.writeQueueFull()) {
      response.reset();
      finish();
    } else {
      response.write(text);
    }
  }

  private void finish() {
    if (!over) {
      over = true;
      loop.owner().cancelTimer(beat);
      stop.run();
      left.run();
    }
  }
}
