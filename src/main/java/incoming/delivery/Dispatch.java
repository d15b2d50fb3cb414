package incoming.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of one integration: which version of its route runs, and how many couriers carry its
 * events at a time.
 *
 * <p>There is one courier while nothing is to be done, which holds no thread; more come while all
 * are busy, up to the concurrency of the integration, and go again when they have nothing to carry
 * or the target does not answer. Thread-safe.
 */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
  private static final long TROUBLE_MILLIS = 5_000;

  private final String integration;
  private final Crew crew;
  private final List<Courier> couriers = new ArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();

  /** Couriers that are about to come. */
  private int coming;

  /** Couriers for which there is a place among the extras of the crew. */
  private int extras;

  /** Changes that are made at rest. */
  private int resting;

  private volatile Route route;

  Dispatch(String integration, Crew crew) {
    this.integration = integration;
    this.crew = crew;
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

  /** A courier has something to carry: another may be needed. */
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

  /** Whether {@code courier} is one too many, which then goes. */
  synchronized boolean dismisses(Courier courier) {
    if (couriers.size() > wanted()) {
      remove(List.of(courier));
      return true;
    }
    return !couriers.contains(courier);
  }

  /** Sends those home that had nothing to do of late. */
  synchronized void relax() {
    if (couriers.size() > 1 && busy.get() == 0) {
      dismiss(List.copyOf(couriers.subList(1, couriers.size())));
    }
  }

  /**
   * Makes {@code change} while all events that wait are in their queue, where it finds them: none
   * with a courier that holds it for its next attempt.
   */
  <T> T atRest(Supplier<T> change) {
    List<Courier> present;
    synchronized (this) {
      resting++;
      present = List.copyOf(couriers);
    }
    try {
      List<Courier> gone = present.stream().filter(Courier::rests).toList();
      remove(gone);
      return change.get();
    } finally {
      synchronized (this) {
        resting--;
      }
      staff();
    }
  }

  private synchronized int wanted() {
    Route now = route;
    if (now == null || resting > 0) {
      return 0;
    }
    return now.couriers();
  }

  private synchronized void staff() {
    int present = couriers.size() + coming;
    if (present < wanted() && busy.get() >= present && mayCome(present)) {
      coming++;
      crew.hands().execute(this::hire);
    }
  }

  private boolean mayCome(int present) {
    if (present == 0) {
      return true;
    }
    boolean may = crew.extras().tryAcquire();
    extras += may ? 1 : 0;
    return may;
  }

  private void hire() {
    Courier courier = null;
    try {
      courier = Courier.hire(this, crew);
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: its queue cannot be read: {}", integration, e.toString());
    }
    synchronized (this) {
      coming--;
      if (courier == null) {
        remove(List.of());
      } else {
        couriers.add(courier);
      }
    }
    if (courier == null) {
      crew.hands().later(this::staff, TROUBLE_MILLIS);
    } else {
      begin(courier);
    }
  }

  private void begin(Courier courier) {
    try {
      courier.work();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: its queue cannot be read: {}", integration, e.toString());
      lost(courier);
    }
    if (route == null) {
      dismissAll(); // went while this one came
    }
  }

  /** {@code courier} cannot go on; another one comes for it after a while. */
  void lost(Courier courier) {
    dismiss(List.of(courier));
    crew.hands().later(this::staff, TROUBLE_MILLIS);
  }

  /** Has others come for all couriers. */
  void renew() {
    dismissAll();
    staff();
  }

  private synchronized void dismissAll() {
    dismiss(List.copyOf(couriers));
  }

  private void dismiss(List<Courier> surplus) {
    surplus.forEach(Courier::leave);
    remove(surplus);
  }

  /** Those that stay keep their place among the extras, apart from one. */
  private synchronized void remove(List<Courier> gone) {
    couriers.removeAll(gone);
    int needed = Math.max(0, couriers.size() + coming - 1);
    crew.extras().release(Math.max(0, extras - needed));
    extras = Math.min(extras, needed);
  }
}
