package incoming.sample;

import incoming.http.EndpointTable;
import incoming.http.Problem;
import incoming.infinispan.SharedCaches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * "Retrieve data": windows of 90 seconds, each of which catches the first valid request to one
 * endpoint below {@code /in/}.
 *
 * <p>The endpoint of a draft is served while its window is open, up to that request, which is
 * answered 200 and triggers nothing. A request to one that is published is processed and answered
 * as always. A request is valid when its integration lets it in and reads its body; the reasons of
 * others are told to those who listen. 100 windows at a time.
 *
 * <p>With shared caches a window is open on every node within a second of its opening, catches one
 * request on all of them together, and can be joined at any. While those cannot be reached none is
 * opened, and the request to a draft that is served is answered 503. Without, windows are over at
 * the end of the process. Thread-safe; calls may take as long as a route takes to start, and are
 * not for an event loop, but for {@link #leave}.
 */
public final class Windows implements AutoCloseable {
  /** How long a window is open. */
  public static final Duration LENGTH = Duration.ofSeconds(90);

  static final int MOST = 100;
  static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
  private static final long SWEEP_MILLIS = 500;

  private final InstantSource clock;
  private final WindowStore store;
  private final Optional<Neighbours> neighbours;
  private final WindowThread thread = new WindowThread();
  private final OpenWindows windows;
  private final Opener opener;

  /**
   * Windows on the door of {@code table}.
   *
   * @param camel resolves placeholders, reads route files and has the component {@code incoming}
   * @param doors gives a new component {@code platform-http} on the same door
   * @param drafts the draft with an endpoint id, if there is one
   * @param keep is given what was caught on any node, with its endpoint id; its failure is logged
   * @param shared what all nodes share; empty when this process is alone
   */
  public Windows(
      CamelContext camel,
      EndpointTable table,
      Supplier<Component> doors,
      Function<String, Optional<Candidate>> drafts,
      BiConsumer<String, Sample> keep,
      Optional<SharedCaches> shared,
      InstantSource clock) {
    this.clock = clock;
    Optional<SharedWindows> others =
        shared.map(caches -> new SharedWindows(new NodeCaches(caches::open), clock));
    store = others.isPresent() ? others.get() : new ProcessWindows(clock);
    windows =
        new OpenWindows(
            table.lookout(), new DraftEndpoints(camel, table, doors), keep, store, thread);
    neighbours = others.map(caches -> new Neighbours(caches, windows, camel, table::serves, clock));
    opener = new Opener(windows, store, new Fronts(camel, table, drafts), clock);
  }

  /** Whether a window could be opened. */
  public sealed interface Opening {
    /** It is open, and whoever listens is told so. */
    record Open(Instant until) implements Opening {}

    /** It is not, and why. */
    record Refused(Problem problem) implements Opening {}
  }

  /** From now on the windows of other nodes are watched here as well, if there are others. */
  public void follow() {
    if (neighbours.isPresent()) {
      thread.execute(this::begin);
    }
  }

  /**
   * Opens a window for an endpoint, or joins the one that is open there.
   *
   * @param listener is told what happens, on one thread for all windows: it must hand on and
   *     return. It is forgotten once the window is over or when it throws
   */
  public Opening open(String endpointId, Consumer<WindowEvent> listener) {
    return opening(
        () -> {
          begin();
          look();
          Optional<Window> window = opener.open(endpointId);
          if (window.isEmpty()) {
            look();
          }
          return join(windows.at(endpointId).orElseThrow(Refusal::unreachable), listener);
        });
  }

  private Opening opening(Callable<Opening> task) {
    try {
      return thread.call(task);
    } catch (Refusal e) {
      return new Opening.Refused(e.problem());
    }
  }

  private static Opening join(Window window, Consumer<WindowEvent> listener) throws Refusal {
    if (!window.join(listener)) {
      throw Refusal.of(
          Problem.of(503, "too-many-listeners", "Too many listeners", "16 wait already."));
    }
    return new Opening.Open(window.notice().until());
  }

  /**
   * Joins the window of an endpoint, which is never opened by this; of one that has caught a
   * request meanwhile {@code listener} is told so.
   */
  public Opening join(String endpointId, Consumer<WindowEvent> listener) {
    return opening(
        () -> {
          if (windows.at(endpointId).filter(window -> !window.isOver()).isEmpty()) {
            look(); // there may be another by now
          }
          Window window = windows.at(endpointId).orElseThrow(Windows::none);
          return join(window, listener);
        });
  }

  private static Refusal none() {
    return Refusal.of(
        Problem.of(404, "no-window", "No window", "There is no window open; open one first."));
  }

  /** Tells {@code listener} nothing more, soon; the window stays open. */
  public void leave(String endpointId, Consumer<WindowEvent> listener) {
    try {
      thread.execute(() -> windows.at(endpointId).ifPresent(window -> window.leave(listener)));
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: all windows have ended, and nobody listens any more", endpointId, e);
    }
  }

  /**
   * The window of an endpoint, until its 90 seconds are over, whether it has caught or not; as this
   * node knows it while other nodes cannot be asked.
   */
  public Optional<WindowState> find(String endpointId) {
    try {
      return store.find(endpointId);
    } catch (Refusal e) {
      return findHere(endpointId);
    }
  }

  private Optional<WindowState> findHere(String endpointId) {
    try {
      return thread.call(() -> windows.at(endpointId).map(Window::state));
    } catch (Refusal e) {
      return Optional.empty(); // all have ended
    }
  }

  private void begin() {
    thread.repeat(this::sweep, SWEEP_MILLIS);
  }

  /** Has a look before it is time for one. */
  void sweepNow() {
    call(this::sweep);
  }

  /** Looks at other nodes and ends the windows whose time is up; on the one thread. */
  private void sweep() {
    try {
      look();
    } catch (Refusal e) {
      LOG.trace("no look at other nodes", e); // Neighbours has told it once
    } catch (RuntimeException e) {
      LOG.error("a look at other nodes failed, and is tried again", e);
    }
    windows.sweep(clock.instant());
  }

  private void call(Runnable task) {
    try {
      thread.call(Executors.callable(task));
    } catch (Refusal e) {
      LOG.trace("closed before", e);
    }
  }

  private void look() throws Refusal {
    if (neighbours.isPresent()) {
      neighbours.get().look();
    }
  }

  /** Ends all windows of this node; those who listen are told. */
  @Override
  public void close() {
    call(windows::close);
    thread.close();
    store.close();
  }
}
