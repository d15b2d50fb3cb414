package incoming.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deliveries that were accepted a moment ago and not written yet. Most never are: they are over
 * before it is their turn.
 *
 * <p>Bounded by bytes; what is too much is left out and counted. No call waits but that of a
 * writer. Thread-safe; one thread at a time drains.
 */
final class Newcomers {
  /** Rounds that a newcomer has to wait, unless there is a crowd. */
  static final int PATIENCE = 4;

  // Of the room: what lives longer than the young do costs the collector and its heap.
  private static final int CROWD = 8;

  // A delivery and its place in the map.
  private static final long OVERHEAD = 512;
  // A few, as whoever has something else to write waits for them.
  private static final int AT_ONCE = 16;

  private record Newcomer(Delivery delivery, long round) {}

  private final Map<String, Newcomer> waiting = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder leftOut = new LongAdder();
  private final long maxBytes;
  private final AtomicLong round = new AtomicLong();

  Newcomers(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(Delivery delivery) {
    long size = size(delivery);
    if (bytes.addAndGet(size) > maxBytes) {
      bytes.addAndGet(-size);
      leftOut.increment();
    } else if (waiting.putIfAbsent(delivery.eventId(), new Newcomer(delivery, round.get()))
        != null) {
      bytes.addAndGet(-size);
    }
  }

  /** {@code null} when it does not wait. */
  Delivery get(String eventId) {
    Newcomer newcomer = waiting.get(eventId);
    return newcomer == null ? null : newcomer.delivery();
  }

  /** Those that wait now, in no order. */
  Stream<Delivery> all() {
    return waiting.values().stream().map(Newcomer::delivery);
  }

  /** When the oldest of {@code integration} was accepted, in epoch milliseconds. */
  OptionalLong oldest(String integration) {
    return all()
        .filter(delivery -> delivery.integration().equals(integration))
        .mapToLong(Delivery::acceptedAt)
        .min();
  }

  void remove(Collection<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      Newcomer newcomer = waiting.remove(delivery.eventId());
      if (newcomer != null) {
        bytes.addAndGet(-size(newcomer.delivery()));
      }
    }
  }

  /**
   * Ends a round and gives those that have waited long enough to {@code writer}, some at a time,
   * each of which waits until it has been written.
   */
  void endRound(Consumer<List<Delivery>> writer) {
    long now = round.getAndIncrement();
    long last = bytes.get() > maxBytes / CROWD ? now : now - PATIENCE;
    drain(newcomer -> newcomer.round() <= last, writer);
  }

  /** Gives all that wait to {@code writer}, as {@link #endRound} does. */
  void drain(Consumer<List<Delivery>> writer) {
    drain(newcomer -> true, writer);
  }

  private void drain(Predicate<Newcomer> isDue, Consumer<List<Delivery>> writer) {
    List<Delivery> some = new ArrayList<>(AT_ONCE);
    for (Newcomer newcomer : waiting.values()) {
      if (isDue.test(newcomer)) {
        some.add(newcomer.delivery());
      }
      if (some.size() == AT_ONCE) {
        write(some, writer);
      }
    }
    write(some, writer);
  }

  private void write(List<Delivery> some, Consumer<List<Delivery>> writer) {
    writer.accept(List.copyOf(some));
    remove(some);
    some.clear();
  }

  /** How many were left out so far. */
  long leftOut() {
    return leftOut.sum();
  }

  private static long size(Delivery delivery) {
    return OVERHEAD + delivery.event().length;
  }
}
