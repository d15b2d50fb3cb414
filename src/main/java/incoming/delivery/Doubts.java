package incoming.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import incoming.dedup.Deduplication;
import incoming.delivery.Acceptances.Acceptance;
import incoming.history.History;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the events whose acceptance is in doubt: those that are there were accepted, and a
 * request that is sent again is a duplicate; the others were not, and it is new.
 *
 * <p>What another node has taken from a broker that they share is not found; its request is taken
 * again. Thread-safe.
 */
final class Doubts {
  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
  private static final int BATCH = 100;

  private final Acceptances acceptances;
  private final Deduplication deduplication;
  private final Broker broker;
  private final Management management;
  private final DispatchTable table;
  private final Underway underway;
  private final History history;
  private final InstantSource clock;

  Doubts(
      Acceptances acceptances,
      Deduplication deduplication,
      Broker broker,
      DispatchTable table,
      Underway underway,
      History history,
      InstantSource clock) {
    this.acceptances = acceptances;
    this.deduplication = deduplication;
    this.broker = broker;
    this.management = new Management(broker);
    this.table = table;
    this.underway = underway;
    this.history = history;
    this.clock = clock;
  }

  /** Clears up what can be cleared up now; the rest stays in doubt. */
  synchronized void clear() {
    acceptances.doubtful(clock.millis()).stream()
        .collect(groupingBy(Acceptance::integration))
        .forEach(this::clear);
  }

  private void clear(String integration, List<Acceptance> all) {
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Acceptance> some = all.subList(from, Math.min(from + BATCH, all.size()));
      try {
        Set<String> there = found(integration, some);
        some.forEach(one -> deduplication.settle(one.claim(), there.contains(one.eventId())));
      } catch (ActiveMQException | RuntimeException e) {
        LOG.warn(
            "{}: whether {} events were accepted cannot be told yet: {}",
            integration,
            some.size(),
            e.getMessage());
      }
    }
  }

  /** In this order: an event goes from its queue to a courier, and then into the history. */
  private Set<String> found(String integration, List<Acceptance> some) throws ActiveMQException {
    Map<Boolean, Set<String>> known =
        some.stream()
            .map(Acceptance::eventId)
            .collect(groupingBy(id -> history.find(id).isPresent(), toSet()));
    Set<String> found = new HashSet<>(known.getOrDefault(true, Set.of()));
    Set<String> unknown = known.getOrDefault(false, Set.of());
    if (!unknown.isEmpty()) {
      Queue queue = new Queue(integration);
      broker.open(queue); // a crash may have come before the first event of all
      found.addAll(table.atRest(integration, () -> management.holds(queue.deliveries(), unknown)));
      unknown.stream().filter(underway::holds).forEach(found::add);
      unknown.stream().filter(id -> history.find(id).isPresent()).forEach(found::add);
    }
    return found;
  }
}
