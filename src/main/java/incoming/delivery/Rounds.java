package incoming.delivery;

import incoming.delivery.DeliveryMeters.Waiting;
import incoming.history.History;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

  private final DispatchTable table;
  private final Broker broker;
  private final Management management;
  private final History history;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final long keepDeadMillis;
  private long swept;

  Rounds(
      DispatchTable table,
      Broker broker,
      History history,
      DeliveryMeters meters,
      Duration keepDead,
      InstantSource clock) {
    this.table = table;
    this.broker = broker;
    this.management = new Management(broker);
    this.history = history;
    this.meters = meters;
    this.keepDeadMillis = keepDead.toMillis();
    this.clock = clock;
  }

  /** Makes one round. Whatever fails is left to the next. */
  synchronized void make() {
    try {
      List<Dispatch> all = table.all();
      all.forEach(Dispatch::relax);
      show(all.stream().map(Dispatch::integration).toList());
      long now = clock.millis();
      if (now - swept >= SWEEP_MILLIS) {
        swept = now;
        all.forEach(dispatch -> sweep(new Queue(dispatch.integration()), now));
      }
    } catch (ActiveMQException | RuntimeException e) {
      LOG.debug("the queues could not be looked at", e);
    }
  }

  private void show(List<String> integrations) throws ActiveMQException {
    List<Queue> queues = integrations.stream().map(Queue::new).toList();
    Map<String, Long> depths =
        broker.depths(
            queues.stream().flatMap(queue -> Stream.of(queue.deliveries(), queue.dead())).toList());
    long now = clock.millis();
    meters.show(
        queues.stream()
            .map(
                queue ->
                    new Waiting(
                        queue.integration(),
                        depths.get(queue.deliveries()),
                        depths.get(queue.dead()),
                        Math.max(0, now - history.oldest(queue.integration()).orElse(now))))
            .toList());
  }

  private void sweep(Queue queue, long now) {
    int gone = management.removeOlder(queue.dead(), now - keepDeadMillis);
    if (gone > 0) {
      LOG.warn("{}: {} dead letters have expired", queue.integration(), gone);
    }
  }
}
