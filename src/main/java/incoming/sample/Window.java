package incoming.sample;

import incoming.event.Event;
import incoming.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint's window: the first valid request is caught, the reasons of others are told.
 *
 * <p>Requests are looked at on their own threads; those who listen are told on one other, so that
 * nobody who listens holds a sender up. How many reasons are told is limited. Thread-safe.
 */
final class Window {
  private static final Logger LOG = LoggerFactory.getLogger(Window.class);
  private static final int MOST_REFUSALS = 50;
  private static final int MOST_LISTENERS = 16;

  /** With these a route denies its sender, even where it has made an event before. */
  private static final Set<Integer> DENIED = Set.of(401, 403, 429);

  private final String endpointId;
  private final Instant until;
  private final Executor telling;
  private final BiConsumer<Window, Sample> caught;
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Consumer<WindowEvent>> listeners = new CopyOnWriteArrayList<>();

  /** What was told last, once it is over; of the thread that tells. */
  private WindowEvent last;

  /**
   * A window that is open.
   *
   * @param telling runs one thing after the other
   * @param caught is given what was caught, before anybody is told
   */
  Window(String endpointId, Instant until, Executor telling, BiConsumer<Window, Sample> caught) {
    this.endpointId = endpointId;
    this.until = until;
    this.telling = telling;
    this.caught = caught;
  }

  String endpointId() {
    return endpointId;
  }

  Instant until() {
    return until;
  }

  /** Whether it still waits for a request. */
  boolean isOpen() {
    return !done.get();
  }

  /**
   * Tells {@code listener} from now on, or what has become of it, when it is over; {@code false}
   * when there are too many already.
   */
  boolean join(Consumer<WindowEvent> listener) {
    if (listeners.size() >= MOST_LISTENERS) {
      return false;
    }
    telling.execute(
        () -> {
          if (last == null) {
            listeners.add(listener);
          }
          tell(listener, last == null ? new WindowEvent.Opened(until) : last);
        });
    return true;
  }

  void leave(Consumer<WindowEvent> listener) {
    telling.execute(() -> listeners.remove(listener));
  }

  /** What the lookout shows. */
  void see(Exchange exchange, Problem problem) {
    Event event = exchange == null ? null : exchange.getProperty(Event.PROPERTY, Event.class);
    if (event != null && (problem == null || !DENIED.contains(problem.status()))) {
      take(event);
    } else if (problem != null && isOpen() && refusals.incrementAndGet() <= MOST_REFUSALS) {
      telling.execute(() -> tell(new WindowEvent.Refused(problem)));
    }
  }

  /** Catches {@code event}; {@code false} when it was too late. */
  boolean take(Event event) {
    if (!done.compareAndSet(false, true)) {
      return false;
    }
    telling.execute(
        () -> {
          Sample sample = new Sample(event);
          caught.accept(this, sample);
          end(new WindowEvent.Caught(sample));
        });
    return true;
  }

  /** Closes it; those who listen are told, unless something was caught. */
  void close() {
    if (done.compareAndSet(false, true)) {
      telling.execute(() -> end(new WindowEvent.Over()));
    }
  }

  private void end(WindowEvent event) {
    last = event;
    tell(event);
    listeners.clear();
  }

  private void tell(WindowEvent event) {
    listeners.forEach(listener -> tell(listener, event));
  }

  private void tell(Consumer<WindowEvent> listener, WindowEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.debug("{}: one who waited does not listen any more", endpointId, e);
      listeners.remove(listener);
    }
  }
}
