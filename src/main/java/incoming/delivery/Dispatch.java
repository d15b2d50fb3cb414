package incoming.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** Those that are to go: what they carry is still in work, or on its way back to the queue. */
  private final Set<Courier> leaving = new HashSet<>();

  /** Those among them for which another one comes only after a while. */
  private final Set<Courier> lost = new HashSet<>();

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
      take(courier);
    }
    return !couriers.contains(courier);
  }

  /** Sends those home that had nothing to do of late. */
  synchronized void relax() {
    if (couriers.size() > 1 && busy.get() == 0) {
      List.copyOf(couriers.subList(1, couriers.size())).forEach(this::dismiss);
    }
  }

  /**
   * Makes {@code change} while all events that wait are in their queue, where it finds them: none
   * with a courier that holds it for its next attempt. An event whose attempt is in work returns
   * there afterwards, unless that delivers it.
   */
  <T> T atRest(Supplier<T> change) {
    List<Courier> present;
    synchronized (this) {
      resting++;
      present = List.copyOf(couriers);
    }
    try {
      present.forEach(this::rest);
      return change.get();
    } finally {
      synchronized (this) {
        resting--;
      }
      staff();
    }
  }

  private void rest(Courier courier) {
    if (courier.rests()) {
      forget(courier);
    } else {
      dismiss(courier);
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
    // Those that leave count: in strict order one must not overtake what another brings back.
    int present = couriers.size() + leaving.size() + coming;
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
        release();
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
    synchronized (this) {
      if (couriers.contains(courier)) {
        lost.add(courier);
      }
    }
    dismiss(courier);
    crew.hands().later(this::staff, TROUBLE_MILLIS);
  }

  /** {@code courier}, which was to leave, has gone, and what it carried is back in its queue. */
  void left(Courier courier) {
    if (forget(courier)) {
      staff();
    }
  }

  /** Has others come for all couriers. */
  void renew() {
    dismissAll();
    staff();
  }

  private synchronized void dismissAll() {
    List.copyOf(couriers).forEach(this::dismiss);
  }

  private void dismiss(Courier courier) {
    take(courier);
    courier.leave();
  }

  private synchronized void take(Courier courier) {
    if (couriers.remove(courier)) {
      leaving.add(courier);
    }
  }

  /** Answers whether another one may come for it at once. */
  private synchronized boolean forget(Courier courier) {
    couriers.remove(courier);
    leaving.remove(courier);
    release();
    return !lost.remove(courier);
  }

  /** Those that are there keep their place among the extras, apart from one. */
  private void release() {
    int needed = Math.max(0, couriers.size() + leaving.size() + coming - 1);
    crew.extras().release(Math.max(0, extras - needed));
    extras = Math.min(extras, needed);
  }
}
