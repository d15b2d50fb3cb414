package incoming.delivery;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of one integration: which version of its route runs, how many couriers there are,
 * and how many of them carry at a time.
 *
 * <p>There is one courier while nothing is to be done, which holds no thread; more come while all
 * have something in hand, a few for each event that may be carried at a time, and go again when
 * they have nothing to carry or the target does not answer. Thread-safe.
 */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
  private static final long TROUBLE_MILLIS = 5_000;

  /** One carries; the others have the next event in hand, or their last is not on disk yet. */
  private static final int COURIERS_PER_PLACE = 4;

  private final String integration;
  private final Crew crew;
  private final Roster roster;
  private final Places places;
  private final AtomicInteger busy = new AtomicInteger();

  /** Changes that are made at rest. */
  private final AtomicInteger resting = new AtomicInteger();

  private volatile Route route;

  Dispatch(String integration, Crew crew) {
    this.integration = integration;
    this.crew = crew;
    // With a broker elsewhere a courier has a thread of his own, and so his place while he is
    // there.
    boolean here = crew.broker().isHere();
    this.roster = new Roster(here ? new Semaphore(Integer.MAX_VALUE) : crew.extras());
    Hands carriers = crew.carriers();
    this.places =
        new Places(carriers, carriers::later, System::nanoTime, crew.extras(), this::wanted);
  }

  String integration() {
    return integration;
  }

  /** From now on {@code consumer} gets the events; answers the one that did, or {@code null}. */
  DeliveryConsumer replace(DeliveryConsumer consumer) {
    Route before = route;
    route = consumer == null ? null : Route.of(consumer, crew.clock());
    if (before != null) {
      // After the new one is there: an attempt that finds the old one retired looks again.
      before.consumer().attempts().retire();
    }
    if (consumer == null) {
      dismissAll();
    } else {
      staff();
    }
    return before == null ? null : before.consumer();
  }

  /** The version that runs; {@code null} when there is none. */
  DeliveryConsumer consumer() {
    Route now = route;
    return now == null ? null : now.consumer();
  }

  boolean runs(DeliveryConsumer consumer) {
    Route now = route;
    return now != null && now.consumer() == consumer;
  }

  /** The version that makes the next attempt, entered; {@code null} when there is none. */
  Route enter() {
    while (true) {
      Route now = route;
      if (now == null || now.consumer().attempts().enter()) {
        return now;
      }
    }
  }

  /**
   * Does {@code carrying}, of a courier who has something in hand, once there is a place for it.
   */
  void carry(Runnable carrying) {
    if (!places.carry(carrying)) {
      staff();
    }
  }

  /** A courier carries something: another may be needed. */
  void began() {
    busy.incrementAndGet();
    staff();
  }

  void ended() {
    busy.decrementAndGet();
  }

  /** Events in work. */
  int busy() {
    return busy.get();
  }

  /** Whether {@code courier} is to go, since he is one too many or was told to before. */
  boolean dismisses(Courier courier) {
    return roster.dismisses(courier, couriers());
  }

  /** Sends those home that had nothing to do of late. */
  void relax() {
    List<Courier> present = roster.present();
    if (present.size() > 1 && inHand() == 0) {
      present.subList(1, present.size()).forEach(this::dismiss);
    }
  }

  /**
   * Makes {@code change} while all events that wait are in their queue, where it finds them: none
   * with a courier that has it in hand or holds it for its next attempt. An event whose attempt is
   * in work returns there afterwards, unless that delivers it.
   */
  <T> T atRest(Supplier<T> change) {
    resting.incrementAndGet();
    try {
      roster.present().forEach(this::rest);
      return change.get();
    } finally {
      resting.decrementAndGet();
      staff();
    }
  }

  private void rest(Courier courier) {
    if (courier.rests()) {
      roster.forget(courier);
    } else {
      dismiss(courier);
    }
  }

  /** How many events are to be carried at a time. */
  private int wanted() {
    Route now = route;
    return now == null || resting.get() > 0 ? 0 : now.places();
  }

  private int couriers() {
    int wanted = wanted();
    return wanted > 1 && crew.broker().isHere() ? wanted * COURIERS_PER_PLACE : wanted;
  }

  private int inHand() {
    return busy.get() + places.waiting();
  }

  private void staff() {
    if (roster.admits(couriers(), inHand())) {
      crew.hands().execute(this::hire);
    }
  }

  private void hire() {
    Courier courier;
    try {
      courier = Courier.hire(this, crew);
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: its queue cannot be read: {}", integration, e.toString());
      roster.failed();
      crew.hands().later(this::staff, TROUBLE_MILLIS);
      return;
    }
    roster.came(courier);
    begin(courier);
  }

  private void begin(Courier courier) {
    if (wanted() == 0) {
      dismiss(courier); // the route went, or a change began, while this one came
      return;
    }
    try {
      courier.work();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: its queue cannot be read: {}", integration, e.toString());
      lost(courier);
    }
  }

  /** {@code courier} cannot go on; another one comes for it after a while. */
  void lost(Courier courier) {
    roster.lose(courier);
    courier.leave();
    crew.hands().later(this::staff, TROUBLE_MILLIS);
  }

  /** {@code courier}, which was to leave, has gone, and what it carried is back in its queue. */
  void left(Courier courier) {
    if (roster.forget(courier)) {
      staff();
    }
  }

  /** Has others come for all couriers. */
  void renew() {
    dismissAll();
    staff();
  }

  private void dismissAll() {
    roster.present().forEach(this::dismiss);
  }

  private void dismiss(Courier courier) {
    roster.take(courier);
    courier.leave();
  }
}
