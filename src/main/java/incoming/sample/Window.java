package incoming.sample;

import incoming.event.Event;
import incoming.http.Problem;
import java.util.List;
import java.util.Optional;
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
 * One endpoint's window on this node: the first valid request is caught, the reasons of others are
 * told.
 *
 * <p>Requests are looked at on their own threads; those who listen are told on one other, so that
 * nobody who listens holds a sender up. How many reasons are told is limited. {@link #see} and
 * {@link #take} are thread-safe, all else is for the thread that tells.
 */
final class Window {
  private static final Logger LOG = LoggerFactory.getLogger(Window.class);
  private static final int MOST_REFUSALS = 50;
  private static final int MOST_LISTENERS = 16;

  /** Set on an exchange when a window was asked to {@link #take} its event. */
  static final String ASKED = "incoming.window.asked";

  /** With these a route denies its sender, even where it has made an event before. */
  private static final Set<Integer> DENIED = Set.of(401, 403, 429);

  /** As for a path that nobody serves: whoever comes too late finds a draft. */
  private static final Problem NOT_FOUND =
      Problem.of(404, "not-found", "No such endpoint", "There is no endpoint at this address.");

  private final Notice notice;
  private final WindowStore store;
  private final Executor telling;
  private final BiConsumer<Window, Sample> caught;

  /** Whether a request is being caught, or was; or there is to be none any more. */
  private final AtomicBoolean done = new AtomicBoolean();

  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Consumer<WindowEvent>> listeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  /** What was told last, once it is over. */
  private WindowEvent last;

  /**
   * A window that is open.
   *
   * @param notice by the clock of this node
   * @param store says whether a request is the first on all nodes
   * @param telling runs one thing after the other
   * @param caught is given what was caught on whatever node, before anybody is told
   */
  Window(Notice notice, WindowStore store, Executor telling, BiConsumer<Window, Sample> caught) {
    this.notice = notice;
    this.store = store;
    this.telling = telling;
    this.caught = caught;
  }

  Notice notice() {
    return notice;
  }

  /** Whether it still waits for a request. */
  boolean isOpen() {
    return !done.get();
  }

  /** Whether all has been told. */
  boolean isOver() {
    return last != null;
  }

  /** As it is now, for those who ask. */
  WindowState state() {
    return new WindowState(
        notice.until(),
        last instanceof WindowEvent.Caught event ? Optional.of(event.sample()) : Optional.empty());
  }

  /**
   * Tells {@code listener} from now on, or what has become of it, when it is over; {@code false}
   * when there are too many already.
   */
  boolean join(Consumer<WindowEvent> listener) {
    if (listeners.size() >= MOST_LISTENERS) {
      return false;
    }
    if (last == null) {
      listeners.add(listener);
    }
    tell(listener, last == null ? new WindowEvent.Opened(notice.until()) : last);
    return true;
  }

  void leave(Consumer<WindowEvent> listener) {
    listeners.remove(listener);
  }

  /** What the lookout shows. */
  void see(Exchange exchange, Problem problem) {
    if (exchange != null && exchange.getProperty(ASKED) != null) {
      return;
    }
    Event event = exchange == null ? null : exchange.getProperty(Event.PROPERTY, Event.class);
    if (event != null && (problem == null || !DENIED.contains(problem.status()))) {
      if (done.compareAndSet(false, true)) {
        Sample sample = new Sample(event);
        telling.execute(() -> claim(sample));
      }
    } else if (problem != null && isOpen() && refusals.get() < MOST_REFUSALS) {
      telling.execute(() -> refuse(problem));
    }
  }

  /**
   * Catches {@code event}, which nobody else would take; its exchange is {@link #ASKED}.
   *
   * @return what its sender is told when it was not caught
   */
  Optional<Problem> take(Event event) {
    return done.compareAndSet(false, true) ? claim(new Sample(event)) : Optional.of(NOT_FOUND);
  }

  private Optional<Problem> claim(Sample sample) {
    try {
      boolean first = store.take(notice, sample);
      telling.execute(first ? () -> settle(sample) : this::waitOn);
      return first ? Optional.empty() : Optional.of(NOT_FOUND);
    } catch (Refusal e) {
      telling.execute(
          () -> {
            refuse(e.problem());
            waitOn();
          });
      return Optional.of(e.problem());
    }
  }

  /** For the next request, or to hear of the one that another node has caught. */
  private void waitOn() {
    done.set(false);
    if (closed) {
      close();
    }
  }

  /** Tells what the sender of a request that was not valid was told, here and to other nodes. */
  void refuse(Problem problem) {
    if (!tellRefusal(problem)) {
      return;
    }
    try {
      store.refused(notice, problem);
    } catch (Refusal e) {
      LOG.debug("{}: a refusal is told on this node alone", notice.endpointId(), e);
    }
  }

  /** Tells what the sender of a request was told; {@code false} when that is too much. */
  boolean tellRefusal(Problem problem) {
    boolean told = last == null && refusals.incrementAndGet() <= MOST_REFUSALS;
    if (told) {
      tell(new WindowEvent.Refused(problem));
    }
    return told;
  }

  /** Ends it with what was caught, here or on another node. */
  void settle(Sample sample) {
    if (last == null) {
      done.set(true);
      caught.accept(this, sample);
      end(new WindowEvent.Caught(sample));
    }
  }

  /** Closes it; those who listen are told, unless something is being caught. */
  void close() {
    closed = true;
    if (done.compareAndSet(false, true)) {
      end(new WindowEvent.Over());
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
      LOG.debug("{}: one who waited does not listen any more", notice.endpointId(), e);
      listeners.remove(listener);
    }
  }
}
