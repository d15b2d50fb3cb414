package incoming.delivery;

import java.io.Closeable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps letters until their next attempt is due, in queues of the broker: one for each length of
 * time to wait, be it of whatever integration, so that what is due first is at the head.
 *
 * <p>Like all queues these are paged to disk when they grow; the broker's own scheduled messages
 * would all be on the heap. Lengths that differ by less than a fifth share a queue, and a letter
 * may be as much late. After a letter comes back it waits in the queue of its integration with the
 * others. Thread-safe.
 */
final class Retries implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final String QUEUES = "incoming.retries.";
  private static final int STEPS_PER_OCTAVE = 4;
  private static final long TROUBLE_MILLIS = 5_000;

  private final Broker broker;
  private final Management management;
  private final Hands hands;
  private final InstantSource clock;
  private final Map<String, Retrier> retriers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Retries(Broker broker, Hands hands, InstantSource clock) {
    this.broker = broker;
    this.management = new Management(broker);
    this.hands = hands;
    this.clock = clock;
  }

  /** The queue for what is to wait for so long. */
  static String queue(long millis) {
    double octaves = Math.log((double) Math.max(1, millis)) / Math.log(2);
    // A hair more, or rounding would put a power of two below itself.
    double step = Math.floor(octaves * STEPS_PER_OCTAVE + 1e-9);
    return QUEUES + Math.round(Math.pow(2, step / STEPS_PER_OCTAVE));
  }

  /** Puts {@code retry} where it waits, from when {@code line} is committed. */
  void put(Line line, Retry retry) throws ActiveMQException {
    String queue = queue(retry.dueAt() - clock.millis());
    attend(queue);
    line.send(queue, retry);
  }

  /** Sees to all queues in which letters wait for their next attempt, whoever put them there. */
  void attend() {
    management.queues().stream().filter(queue -> queue.startsWith(QUEUES)).forEach(this::resume);
  }

  private void attend(String queue) throws ActiveMQException {
    if (!retriers.containsKey(queue)) {
      engage(queue);
    }
  }

  private synchronized void engage(String queue) throws ActiveMQException {
    if (!closed && !retriers.containsKey(queue)) {
      Retrier retrier = Retrier.open(queue, this, broker, hands, clock);
      retriers.put(queue, retrier);
      retrier.work();
    }
  }

  /** {@code retrier} cannot go on; another one comes for it after a while. */
  void lost(Retrier retrier) {
    dismiss(retrier);
    hands.later(() -> resume(retrier.queue()), TROUBLE_MILLIS);
  }

  private void dismiss(Retrier retrier) {
    retriers.remove(retrier.queue(), retrier);
    retrier.leave();
  }

  private void resume(String queue) {
    try {
      attend(queue);
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{} cannot be read: {}", queue, e.toString());
      if (!closed) {
        hands.later(() -> resume(queue), TROUBLE_MILLIS);
      }
    }
  }

  /** Has others come for all retriers. */
  void renew() {
    for (Retrier retrier : List.copyOf(retriers.values())) {
      dismiss(retrier);
      resume(retrier.queue());
    }
  }

  /** Brings the letter of one event back to {@code queue} at once; answers whether it was there. */
  boolean hurry(String eventId, Queue queue) {
    return find(waiting -> management.move(waiting, eventId, queue.deliveries()));
  }

  /** Removes the letter of one event; answers whether it was there. */
  boolean remove(String eventId) {
    return find(waiting -> management.remove(waiting, eventId));
  }

  private interface Change {
    boolean make(String queue);
  }

  private boolean find(Change change) {
    return retriers.keySet().stream().anyMatch(change::make) || findAtHead(change);
  }

  /** A letter at the head is with its retrier, where the broker does not find it. */
  private boolean findAtHead(Change change) {
    for (Retrier retrier : List.copyOf(retriers.values())) {
      boolean rested = retrier.rests();
      try {
        if (change.make(retrier.queue())) {
          return true;
        }
      } finally {
        if (rested) {
          retriers.remove(retrier.queue(), retrier);
          resume(retrier.queue());
        }
      }
    }
    return false;
  }

  /** How many letters of {@code integration} wait. */
  long waiting(String integration) {
    String filter = Retry.INTEGRATION + "='" + integration.replace("'", "''") + "'";
    return waiting(filter, List.copyOf(retriers.values())).getOrDefault(integration, 0L);
  }

  /** How many letters wait, by integration. */
  Map<String, Long> waiting() {
    return waiting("", List.copyOf(retriers.values()));
  }

  private Map<String, Long> waiting(String filter, List<Retrier> all) {
    Map<String, Long> sums = new HashMap<>();
    for (Retrier retrier : all) {
      management
          .counts(retrier.queue(), filter, Retry.INTEGRATION)
          .forEach((integration, count) -> sums.merge(integration, count, Long::sum));
      retrier.held().ifPresent(integration -> sums.merge(integration, 1L, Long::sum));
    }
    return sums;
  }

  @Override
  public synchronized void close() {
    closed = true;
    retriers.values().forEach(Retrier::leave);
  }
}
