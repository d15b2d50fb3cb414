package incoming.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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

  /** Changes that are made at rest. */
  private int resting;

  private volatile Route route;

  /** What runs at present; breaker and rate begin anew with each version. */
  record Route(DeliveryConsumer consumer, Breaker breaker, Rate rate) {
    static Route of(DeliveryConsumer consumer) {
      DeliveryOptions options = consumer.options();
      return new Route(
          consumer, new Breaker(options.retry()), new Rate(options.maxRate(), System.nanoTime()));
    }
  }

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
    route = consumer == null ? null : Route.of(consumer);
    if (before != null) {
      // After the new one is there: an attempt that finds the old one retired looks again.
      before.consumer.retire();
    }
    if (consumer == null) {
      dismissAll();
    } else {
      staff();
    }
    return before == null ? null : before.consumer;
  }

  /** The version that runs; {@code null} when there is none. */
  DeliveryConsumer consumer() {
    Route now = route;
    return now == null ? null : now.consumer;
  }

  boolean runs(DeliveryConsumer consumer) {
    Route now = route;
    return now != null && now.consumer == consumer;
  }

  /** The version that makes the next attempt, entered; {@code null} when there is none. */
  Route enter() {
    while (true) {
      Route now = route;
      if (now == null || now.consumer.enter()) {
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
      couriers.remove(courier);
      return true;
    }
    return !couriers.contains(courier);
  }

  /**
   * Milliseconds for which an event that a courier has must wait: couriers that were idle when the
   * target asked for time, or that come together, would not know.
   *
   * @param held whether it has waited already, and so has its moment within the rate
   */
  long earlyMillis(Route now, boolean held) {
    long quiet = now.breaker.quietMillis(System.currentTimeMillis());
    return held ? quiet : Math.max(quiet, millis(now.rate.take(System.nanoTime())));
  }

  /** Milliseconds that a courier waits before it takes the next event. */
  long pauseMillis(Route carried) {
    return carried.breaker.pause(
        System.currentTimeMillis(), ThreadLocalRandom.current().nextDouble());
  }

  private static long millis(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }

  /** Sends those home that had nothing to do of late. */
  synchronized void relax() {
    if (couriers.size() > 1 && busy.get() == 0) {
      List<Courier> surplus = couriers.subList(1, couriers.size());
      surplus.forEach(Courier::leave);
      surplus.clear();
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
      synchronized (this) {
        couriers.removeAll(gone);
      }
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
    return now.breaker.isOpen() ? 1 : now.consumer.options().concurrency();
  }

  private synchronized void staff() {
    int present = couriers.size() + coming;
    if (present < wanted() && busy.get() >= present) {
      coming++;
      crew.hands().execute(this::hire);
    }
  }

  private void hire() {
    Courier courier = null;
    try {
      courier = Courier.hire(this, crew);
      synchronized (this) {
        coming--;
        couriers.add(courier);
      }
      courier.work();
    } catch (ActiveMQException | RuntimeException e) {
      LOG.warn("{}: its queue cannot be read: {}", integration, e.toString());
      if (courier == null) {
        synchronized (this) {
          coming--;
        }
        crew.later(this::staff, TROUBLE_MILLIS);
      } else {
        lost(courier);
      }
    }
    if (route == null) {
      dismissAll(); // went while this one came
    }
  }

  /** {@code courier} cannot go on; another one comes for it after a while. */
  void lost(Courier courier) {
    synchronized (this) {
      couriers.remove(courier);
    }
    courier.leave();
    crew.later(this::staff, TROUBLE_MILLIS);
  }

  /** Has others come for all couriers. */
  void renew() {
    dismissAll();
    staff();
  }

  private synchronized void dismissAll() {
    couriers.forEach(Courier::leave);
    couriers.clear();
  }
}
