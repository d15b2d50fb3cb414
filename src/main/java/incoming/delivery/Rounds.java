package incoming.delivery;

import incoming.delivery.DeliveryMeters.Waiting;
import incoming.history.History;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is looked after every few seconds: couriers without work, the metrics of what waits, and
 * dead letters that have lain too long. Used by one thread at a time.
 */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final long SWEEP_MILLIS = 3_600_000;
  private static final long SHARE = 50;

  private final DispatchTable table;
  private final Broker broker;
  private final Management management;
  private final Retries retries;
  private final History history;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final long keepDeadMillis;
  private final Set<String> stranded = new HashSet<>();
  private long swept;
  private Map<String, Long> retrying = Map.of();
  private long counting = System.nanoTime();

  Rounds(
      DispatchTable table,
      Broker broker,
      Retries retries,
      History history,
      DeliveryMeters meters,
      Duration keepDead,
      InstantSource clock) {
    this.table = table;
    this.broker = broker;
    this.management = new Management(broker);
    this.retries = retries;
    this.history = history;
    this.meters = meters;
    this.keepDeadMillis = keepDead.toMillis();
    this.clock = clock;
  }

  /** Makes one round. Whatever fails is left to the next. */
  synchronized void make() {
    try {
      List<Dispatch> running = table.all();
      running.forEach(Dispatch::relax);
      retries.attend();
      List<Queue> queues =
          management.queues().stream().flatMap(name -> Queue.ofDeliveries(name).stream()).toList();
      List<Waiting> waiting = waiting(queues);
      Set<String> names = running.stream().map(Dispatch::integration).collect(Collectors.toSet());
      meters.show(
          waiting.stream()
              .filter(one -> names.contains(one.integration()) || isWaited(one))
              .toList());
      warn(waiting.stream().filter(one -> !names.contains(one.integration())).toList());
      long now = clock.millis();
      if (now - swept >= SWEEP_MILLIS) {
        swept = now;
        queues.forEach(queue -> sweep(queue, now));
      }
    } catch (ActiveMQException | RuntimeException e) {
      LOG.debug("the queues could not be looked at", e);
    }
  }

  private List<Waiting> waiting(List<Queue> queues) throws ActiveMQException {
    Map<String, Long> depths =
        broker.depths(
            queues.stream().flatMap(queue -> Stream.of(queue.deliveries(), queue.dead())).toList());
    Map<String, Long> retrying = retrying();
    long now = clock.millis();
    return queues.stream()
        .map(
            queue ->
                new Waiting(
                    queue.integration(),
                    depths.get(queue.deliveries()) + retrying.getOrDefault(queue.integration(), 0L),
                    depths.get(queue.dead()),
                    Math.max(0, now - history.oldest(queue.integration()).orElse(now))))
        .toList();
  }

  /** The broker looks at each of them: not more often than takes a fiftieth of the time. */
  private Map<String, Long> retrying() {
    long began = System.nanoTime();
    if (began - counting >= 0) {
      retrying = retries.waiting();
      long ended = System.nanoTime();
      counting = ended + (ended - began) * SHARE;
    }
    return retrying;
  }

  private static boolean isWaited(Waiting one) {
    return one.events() > 0 || one.dead() > 0;
  }

  /** Tells once of events that wait for an integration which is gone, or was renamed. */
  private void warn(List<Waiting> gone) {
    Set<String> names =
        gone.stream()
            .filter(one -> one.events() > 0)
            .map(Waiting::integration)
            .collect(Collectors.toSet());
    stranded.retainAll(names);
    for (Waiting one : gone) {
      if (one.events() > 0 && stranded.add(one.integration())) {
        LOG.warn(
            "{}: {} events wait, and nothing delivers them; they go on once {}.camel.yaml is back",
            one.integration(),
            one.events(),
            one.integration());
      }
    }
  }

  private void sweep(Queue queue, long now) {
    int gone = management.removeOlder(queue.dead(), now - keepDeadMillis);
    if (gone > 0) {
      LOG.warn("{}: {} dead letters have expired", queue.integration(), gone);
    }
  }
}
