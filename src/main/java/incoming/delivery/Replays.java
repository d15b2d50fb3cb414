package incoming.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays of all dead letters of an integration, so many a second.
 *
 * <p>Each goes on until as many were replayed as there were when it began, so that letters which
 * die once more are not replayed for ever. They end with the process. Thread-safe.
 */
final class Replays {
  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int MAX_PER_SECOND = 1_000;
  private static final long SECOND = 1_000;

  private final Broker broker;
  private final Deliveries deliveries;
  private final Crew crew;
  private final Map<String, Replay> running = new HashMap<>();

  /** What is left to do. */
  private record Replay(long left, int perSecond) {}

  Replays(Broker broker, Deliveries deliveries, Crew crew) {
    this.broker = broker;
    this.deliveries = deliveries;
    this.crew = crew;
  }

  /** Begins, or goes on at another rate; answers how many are to be replayed. */
  long begin(String integration, int perSecond) {
    if (perSecond < 1 || perSecond > MAX_PER_SECOND) {
      throw new IllegalArgumentException("replay from 1 to " + MAX_PER_SECOND + " a second");
    }
    long dead = deliveries.dead(integration);
    synchronized (this) {
      if (running.put(integration, new Replay(dead, perSecond)) == null) {
        crew.hands().execute(() -> step(integration));
      }
    }
    return dead;
  }

  private void step(String integration) {
    Replay replay;
    synchronized (this) {
      replay = running.get(integration);
    }
    long left = 0;
    try {
      List<String> next = oldest(integration, (int) Math.min(replay.left, replay.perSecond));
      next.forEach(eventId -> deliveries.revive(integration, eventId));
      left = next.isEmpty() ? 0 : replay.left - next.size();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: the replay of its dead letters ends: {}", integration, e.toString());
    }
    synchronized (this) {
      // Somebody may have begun it anew meanwhile.
      if (!replay.equals(running.get(integration))) {
        left = running.get(integration).left;
      } else if (left > 0) {
        running.put(integration, new Replay(left, replay.perSecond));
      } else {
        running.remove(integration);
      }
    }
    if (left > 0) {
      crew.hands().later(() -> step(integration), SECOND);
    }
  }

  /** The ids of the oldest dead letters, which stay where they are. */
  private List<String> oldest(String integration, int count) throws ActiveMQException {
    List<String> ids = new ArrayList<>();
    try (ClientSession session = broker.session();
        ClientConsumer browser = session.createConsumer(new Queue(integration).dead(), true)) {
      session.start();
      while (ids.size() < count) {
        ClientMessage message = browser.receiveImmediate();
        if (message == null) {
          return ids;
        }
        ids.add(message.getStringProperty(Letter.EVENT_ID));
      }
    }
    return ids;
  }
}
