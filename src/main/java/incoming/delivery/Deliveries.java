package incoming.delivery;

import incoming.history.Criteria;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.Page;
import incoming.history.State;
import incoming.target.OutgoingRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;

/**
 * What became of every event, and what an operator can do about it.
 *
 * <p>What is changed here survives a restart. A delivery that is in work at the moment cannot be
 * changed: the call answers {@code false}, as it does for an event that is not there. The broker
 * out of reach is an {@link IllegalStateException}. Thread-safe; calls wait for the broker.
 */
public final class Deliveries {
  private final Broker broker;
  private final Management management;
  private final DispatchTable table;
  private final History history;
  private final InstantSource clock;
  private final Retries retries;
  private final Replays replays;

  Deliveries(Broker broker, DispatchTable table, History history, Crew crew, InstantSource clock) {
    this.broker = broker;
    this.management = new Management(broker);
    this.table = table;
    this.history = history;
    this.clock = clock;
    this.retries = crew.retries();
    this.replays = new Replays(broker, this, crew);
  }

  /** Deliveries that meet {@code criteria}, the newest first, without their events. */
  public Page page(Criteria criteria) {
    return history.page(criteria);
  }

  /** All that is known of one event. */
  public Optional<Delivery> find(String eventId) {
    return history.find(eventId);
  }

  /**
   * What would be sent for {@code eventId} now, with secrets masked; nothing is sent.
   *
   * @throws IllegalStateException in words for an operator: there is no such event, its integration
   *     does not run, or its route or template says no
   */
  public List<OutgoingRequest> preview(String eventId) {
    Delivery delivery =
        find(eventId).orElseThrow(() -> new IllegalStateException("no event " + eventId));
    DeliveryConsumer consumer = table.consumer(delivery.integration());
    if (consumer == null) {
      throw new IllegalStateException(
          delivery.integration() + " does not run, so nothing can be rendered");
    }
    return consumer.preview(delivery.event());
  }

  /**
   * Delivers an event anew: a dead letter, one that was delivered or given up, or one that waits
   * for its next attempt, which is then made at once.
   */
  public boolean replay(String eventId) {
    Optional<Delivery> known = find(eventId);
    return known.isPresent() && replay(known.get());
  }

  private boolean replay(Delivery delivery) {
    Queue queue = new Queue(delivery.integration());
    switch (delivery.state()) {
      case DEAD -> {
        return revive(delivery.integration(), delivery.eventId());
      }
      case RETRYING -> {
        return hurry(queue, delivery.eventId());
      }
      case DELIVERED, DISCARDED -> {
        return history.putAfter(
            () -> send(queue, Letter.of(delivery.eventId(), delivery.event())),
            delivery.as(State.PENDING));
      }
      default -> {
        return false;
      }
    }
  }

  private boolean hurry(Queue queue, String eventId) {
    return table.atRest(
        queue.integration(),
        () -> {
          // Where order is strict it waits in its place, for as long as the history says.
          find(eventId)
              .filter(known -> known.state() == State.RETRYING)
              .ifPresent(known -> history.put(known.dueAt(clock.millis())));
          retries.hurry(eventId, queue);
          return true;
        });
  }

  /** Puts a dead letter back into the queue. */
  boolean revive(String integration, String eventId) {
    Queue queue = new Queue(integration);
    BooleanSupplier move = () -> management.move(queue.dead(), eventId, queue.deliveries());
    return find(eventId)
        .map(known -> history.putAfter(move, known.as(State.PENDING)))
        .orElseGet(move::getAsBoolean);
  }

  private boolean send(Queue queue, Letter letter) {
    try {
      broker.send(queue, letter);
      return true;
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the event could not be queued: " + e.getMessage(), e);
    }
  }

  /**
   * Begins to deliver all dead letters of {@code integration} anew, the oldest first, so many a
   * second; answers how many there are. Begun again while it goes on, it goes on at the new rate.
   */
  public long replayAll(String integration, int perSecond) {
    return replays.begin(integration, perSecond);
  }

  /** Gives an event up that is a dead letter or waits. */
  public boolean discard(String eventId) {
    Optional<Delivery> known = find(eventId);
    if (known.isEmpty()) {
      return false;
    }
    Queue queue = new Queue(known.get().integration());
    boolean removed =
        switch (known.get().state()) {
          case DEAD -> management.remove(queue.dead(), eventId);
          case PENDING, RETRYING ->
              table.atRest(
                      queue.integration(), () -> management.remove(queue.deliveries(), eventId))
                  || retries.remove(eventId);
          case DELIVERED, DISCARDED -> false;
        };
    if (removed) {
      history.put(known.get().as(State.DISCARDED));
    }
    return removed;
  }

  /** Delivers nothing of {@code integration} until {@link #resume}; events are still accepted. */
  public void pause(String integration) {
    Queue queue = opened(integration);
    management.pause(queue.deliveries());
    // Those that couriers hold for their next attempt are to wait, too.
    table.atRest(integration, () -> true);
  }

  /** Delivers {@code integration} again. */
  public void resume(String integration) {
    management.resume(opened(integration).deliveries());
  }

  /** Whether the delivery of {@code integration} is paused. */
  public boolean isPaused(String integration) {
    return management.isPaused(opened(integration).deliveries());
  }

  /**
   * Events of {@code integration} that are not delivered yet, those in work among them; one that
   * begins or ends to wait for its next attempt at this moment may be counted twice.
   */
  public long waiting(String integration) {
    long before = retries.waiting(integration);
    long queued = depth(opened(integration).deliveries());
    // Asked again, or one that went from there to here between the two would not be counted.
    return queued + Math.max(before, retries.waiting(integration));
  }

  /** Dead letters of {@code integration}. */
  public long dead(String integration) {
    return depth(opened(integration).dead());
  }

  private Queue opened(String integration) {
    Queue queue = new Queue(integration);
    try {
      broker.open(queue);
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the broker is out of reach: " + e.getMessage(), e);
    }
    return queue;
  }

  private long depth(String queue) {
    try {
      return broker.depths(List.of(queue)).get(queue);
    } catch (ActiveMQException e) {
      throw new IllegalStateException("the broker is out of reach: " + e.getMessage(), e);
    }
  }
}
