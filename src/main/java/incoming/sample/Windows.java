package incoming.sample;

import incoming.http.EndpointTable;
import incoming.http.Problem;
import incoming.route.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * "Retrieve data": windows of 90 seconds, each of which catches the first valid request to one
 * endpoint below {@code /in/}.
 *
 * <p>The endpoint of a draft is served while its window is open, up to that request, which is
 * answered 200 and triggers nothing. A request to one that is published is processed and answered
 * as always. A request is valid when its integration lets it in and reads its body; the reasons of
 * others are told to those who listen. 100 windows at a time, over at the end of the process; each
 * node has its own. Thread-safe; calls may take as long as a route takes to start, and are not for
 * an event loop.
 */
public final class Windows implements AutoCloseable {
  /** How long a window is open. */
  public static final Duration LENGTH = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(Windows.class);
  private static final int MOST = 100;
  private static final long SWEEP_MILLIS = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  private final CamelContext camel;
  private final EndpointTable table;
  private final Supplier<Component> doors;
  private final Function<String, Optional<Candidate>> drafts;
  private final BiConsumer<String, Sample> keep;
  private final InstantSource clock;
  private final WindowStore store = new WindowStore();
  private final ScheduledExecutorService thread;
  private final Map<String, Window> windows = new HashMap<>();
  private final Map<Window, DraftEndpoint> served = new HashMap<>();
  private final List<DraftEndpoint> leaving = new ArrayList<>();
  private Future<?> sweeps;

  /**
   * Windows on the door of {@code table}.
   *
   * @param camel resolves placeholders, reads route files and has the component {@code incoming}
   * @param doors gives a new component {@code platform-http} on the same door
   * @param drafts the draft with an endpoint id, if there is one
   * @param keep is given what was caught, with its endpoint id; its failure is logged
   */
  public Windows(
      CamelContext camel,
      EndpointTable table,
      Supplier<Component> doors,
      Function<String, Optional<Candidate>> drafts,
      BiConsumer<String, Sample> keep,
      InstantSource clock) {
    this.camel = camel;
    this.table = table;
    this.doors = doors;
    this.drafts = drafts;
    this.keep = keep;
    this.clock = clock;
    this.thread = new ScheduledThreadPoolExecutor(1, Windows::daemon);
  }

  /** Whether a window could be opened. */
  public sealed interface Opening {
    /** It is open, and whoever listens is told so. */
    record Open(Instant until) implements Opening {}

    /** It is not, and why. */
    record Refused(Problem problem) implements Opening {}
  }

  /**
   * Opens a window for an endpoint, or joins the one that is open there.
   *
   * @param listener is told what happens, on one thread for all windows: it must hand on and
   *     return. It is forgotten once the window is over or when it throws
   */
  public synchronized Opening open(String endpointId, Consumer<WindowEvent> listener) {
    Window there = windows.get(endpointId);
    if (there != null && there.isOpen() && clock.instant().isBefore(there.until())) {
      return join(there, listener);
    } else if (there != null) {
      end(there);
    }
    if (windows.size() >= MOST) {
      return new Opening.Refused(
          Problem.of(503, "too-many-windows", "Too many windows", "100 windows are open; wait.")
              .retryAfter((int) LENGTH.toSeconds()));
    }
    try {
      return ID.matcher(endpointId).matches() ? begin(endpointId, listener) : unknown();
    } catch (Refusal e) {
      return new Opening.Refused(e.problem());
    }
  }

  private Opening begin(String endpointId, Consumer<WindowEvent> listener) throws Refusal {
    String path = "/in/" + endpointId;
    Optional<Candidate> draft = table.serves(path) ? Optional.empty() : drafts.apply(endpointId);
    if (draft.isEmpty() && !table.serves(path)) {
      return unknown();
    }
    Instant now = clock.instant();
    Instant until = now.plus(LENGTH);
    Window window = new Window(endpointId, until, thread, this::caught);
    if (draft.isPresent()) {
      serve(window, draft.get(), path);
    }
    if (sweeps == null) {
      sweeps =
          thread.scheduleWithFixedDelay(
              this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
    windows.put(endpointId, window);
    store.put(endpointId, new WindowState(until, Optional.empty()), now);
    table.lookout().watch(path, window::see);
    return join(window, listener);
  }

  private void serve(Window window, Candidate draft, String path) throws Refusal {
    Head head = Head.of(camel, RouteText.read(camel, draft).front());
    if (!head.path().equals(path)) {
      throw Refusal.customised("the draft is served at " + head.path() + ", not at " + path);
    }
    List<Producer> admitting = new ArrayList<>();
    for (String step : head.steps()) {
      admitting.add(producer(step));
    }
    admitting.add(producer(Head.FLATTEN));
    served.put(
        window,
        DraftEndpoint.serve(draft.name(), head, table, doors.get(), admitting, window::take));
  }

  /** A step of ours, which holds nothing that would have to be given back. */
  private Producer producer(String uri) throws Refusal {
    try {
      Producer producer = camel.getComponent("incoming").createEndpoint(uri).createProducer();
      producer.start();
      return producer;
    } catch (Exception e) {
      throw Refusal.broken(Reason.of(e));
    }
  }

  private static Opening join(Window window, Consumer<WindowEvent> listener) {
    return window.join(listener)
        ? new Opening.Open(window.until())
        : new Opening.Refused(
            Problem.of(503, "too-many-listeners", "Too many listeners", "16 wait already."));
  }

  private static Opening unknown() {
    return new Opening.Refused(
        Problem.of(
            404,
            "endpoint-unknown",
            "No such endpoint",
            "Neither a draft nor an integration that runs has this endpoint."));
  }

  /**
   * Joins the window of an endpoint, which is never opened by this; of one that has caught a
   * request meanwhile {@code listener} is told so.
   */
  public synchronized Opening join(String endpointId, Consumer<WindowEvent> listener) {
    Window window = windows.get(endpointId);
    return window == null
        ? new Opening.Refused(
            Problem.of(404, "no-window", "No window", "There is no window open; open one first."))
        : join(window, listener);
  }

  /** Tells {@code listener} nothing more; the window stays open. */
  public synchronized void leave(String endpointId, Consumer<WindowEvent> listener) {
    Window window = windows.get(endpointId);
    if (window != null) {
      window.leave(listener);
    }
  }

  /** The window of an endpoint, until its 90 seconds are over, whether it has caught or not. */
  public Optional<WindowState> find(String endpointId) {
    return store.find(endpointId).filter(state -> clock.instant().isBefore(state.until()));
  }

  /** On the thread that tells. */
  private void caught(Window window, Sample sample) {
    try {
      keep.accept(window.endpointId(), sample);
    } catch (RuntimeException e) {
      LOG.error("{}: the sample was caught, but could not be kept", window.endpointId(), e);
    }
    settle(window, sample);
  }

  private synchronized void settle(Window window, Sample sample) {
    if (windows.get(window.endpointId()) == window) {
      table.lookout().leave("/in/" + window.endpointId());
      withdraw(window);
      WindowState state = new WindowState(window.until(), Optional.of(sample));
      store.put(window.endpointId(), state, clock.instant());
    }
  }

  private void withdraw(Window window) {
    DraftEndpoint draft = served.remove(window);
    if (draft != null) {
      draft.withdraw();
      leaving.add(draft);
    }
  }

  private void end(Window window) {
    windows.remove(window.endpointId());
    table.lookout().leave("/in/" + window.endpointId());
    withdraw(window);
    window.close();
  }

  /** Ends the windows whose time is up, and what they have left when its last request is over. */
  synchronized void sweep() {
    Instant now = clock.instant();
    List.copyOf(windows.values()).stream()
        .filter(window -> !now.isBefore(window.until()))
        .forEach(this::end);
    List<DraftEndpoint> idle = leaving.stream().filter(DraftEndpoint::isIdle).toList();
    leaving.removeAll(idle);
    idle.forEach(DraftEndpoint::close);
  }

  /** Ends all windows; those who listen are told. */
  @Override
  public synchronized void close() {
    List.copyOf(windows.values()).forEach(this::end);
    leaving.forEach(DraftEndpoint::close);
    leaving.clear();
    if (sweeps != null) {
      sweeps.cancel(false);
    }
    thread.shutdown();
    store.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "incoming-windows");
    thread.setDaemon(true);
    return thread;
  }
}
