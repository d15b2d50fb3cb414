package incoming.history;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Deliveries that were accepted a moment ago and not written yet. Most never are: they are over
 * before it is their turn.
 *
 * <p>Bounded by bytes; what is too much is left out and counted. No call waits. Thread-safe.
 */
final class Newcomers {
  // A delivery and its place in the map.
  private static final long OVERHEAD = 512;

  private final Map<String, Delivery> waiting = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder leftOut = new LongAdder();
  private final long maxBytes;

  Newcomers(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(Delivery delivery) {
    long size = size(delivery);
    if (bytes.addAndGet(size) > maxBytes) {
      bytes.addAndGet(-size);
      leftOut.increment();
    } else if (waiting.putIfAbsent(delivery.eventId(), delivery) != null) {
      bytes.addAndGet(-size);
    }
  }

  /** {@code null} when it does not wait. */
  Delivery get(String eventId) {
    return waiting.get(eventId);
  }

  void remove(String eventId) {
    Delivery delivery = waiting.remove(eventId);
    if (delivery != null) {
      bytes.addAndGet(-size(delivery));
    }
  }

  /** Gives all that wait to {@code writer}, each of which waits until it has been written. */
  void drain(Consumer<Delivery> writer) {
    for (Delivery delivery : waiting.values()) {
      writer.accept(delivery);
      remove(delivery.eventId());
    }
  }

  /** How many were left out so far. */
  long leftOut() {
    return leftOut.sum();
  }

  private static long size(Delivery delivery) {
    return OVERHEAD + delivery.event().length;
  }
}
