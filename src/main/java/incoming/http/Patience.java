package incoming.http;

import io.vertx.core.http.HttpConnection;

/**
 * How long the door waits for one connection: for a whole request, then for the next one.
 *
 * <p>A deadline rather than an idle time, so that a sender that trickles a byte now and then is cut
 * off as well. Confined to the event loop of its connection.
 */
final class Patience {
  private final HttpConnection connection;
  private final DoorSettings settings;
  private boolean waiting;
  private long deadline;
  private Visit visit;

  Patience(HttpConnection connection, DoorSettings settings) {
    this.connection = connection;
    this.settings = settings;
    waitUntil(settings.requestTimeout().toNanos());
  }

  /** A request has begun to arrive. */
  void reading(Visit visit) {
    this.visit = visit;
    waitUntil(settings.requestTimeout().toNanos());
  }

  /** The request is whole; from here its route decides how long it takes. */
  void working() {
    waiting = false;
  }

  /** The answer of {@code done} is written. */
  void idle(Visit done) {
    if (visit == done) {
      visit = null;
      waitUntil(settings.idleTimeout().toNanos());
    }
  }

  void check(long now) {
    if (waiting && now - deadline >= 0) {
      waiting = false;
      if (visit == null) {
        connection.close();
      } else {
        visit.timeOut();
      }
    }
  }

  private void waitUntil(long nanos) {
    waiting = true;
    deadline = System.nanoTime() + nanos;
  }
}
