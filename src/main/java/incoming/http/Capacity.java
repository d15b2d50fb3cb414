package incoming.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the door takes on at once: connections, requests in work, bytes of bodies.
 *
 * <p>Thread-safe, never blocks: what does not fit is refused, so that memory stays flat whatever is
 * sent.
 */
final class Capacity {
  private final DoorSettings settings;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger visits = new AtomicInteger();
  private final AtomicInteger inWork = new AtomicInteger();
  private final AtomicLong bodies = new AtomicLong();

  Capacity(DoorSettings settings) {
    this.settings = settings;
  }

  /** Open connections. */
  int connections() {
    return connections.get();
  }

  boolean connect() {
    return connections.incrementAndGet() <= settings.maxConnections();
  }

  void disconnect() {
    connections.decrementAndGet();
  }

  void arrive() {
    visits.incrementAndGet();
  }

  void leave() {
    visits.decrementAndGet();
  }

  /** Requests between their first header and the end of their answer. */
  int visits() {
    return visits.get();
  }

  /** Requests whose route runs or waits for a worker. */
  int inWork() {
    return inWork.get();
  }

  boolean beginWork() {
    if (inWork.incrementAndGet() <= settings.maxInWork()) {
      return true;
    }
    inWork.decrementAndGet();
    return false;
  }

  void endWork() {
    inWork.decrementAndGet();
  }

  /** Bytes of all bodies that are being read or worked on. */
  long bodies() {
    return bodies.get();
  }

  boolean reserve(int bytes) {
    if (bodies.addAndGet(bytes) <= settings.maxBodyMemory()) {
      return true;
    }
    bodies.addAndGet(-bytes);
    return false;
  }

  void free(int bytes) {
    bodies.addAndGet(-bytes);
  }
}
