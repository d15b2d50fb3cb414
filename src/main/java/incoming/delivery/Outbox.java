package incoming.delivery;

import incoming.config.ConfigurationException;
import incoming.dedup.Deduplication;
import incoming.history.History;
import incoming.history.HistorySettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable queue between the requests and the calls that come of them: what a route names as
 * {@code to: incoming:accept} and {@code from: incoming:deliveries/<name>}.
 *
 * <p>Routes can be built with it before it is open; nothing under {@code data/} is touched until
 * then. Thread-safe, except that it is opened and closed once.
 */
public final class Outbox implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final long ROUND_MILLIS = 10_000;
  private static final long LATE_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 10;

  private final DeliverySettings settings;
  private final MeterRegistry registry;
  private final Clock clock;
  private final DispatchTable table = new DispatchTable();
  private final Deque<Closeable> open = new ArrayDeque<>();
  private volatile Post post;
  private volatile Deliveries deliveries;
  private Acceptances acceptances;
  private Crew crew;
  private List<Dispatch> resting = List.of();
  private long deadline;

  /** An outbox that is not open. */
  public Outbox(DeliverySettings settings, MeterRegistry registry, Clock clock) {
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Opens the broker and the history below {@code data}.
   *
   * @param workers on which a request goes on whose event is on disk; it may block there
   * @throws IOException in words for the operator: a directory is in use, damaged or not writable,
   *     or the broker cannot be reached
   */
  public void open(Path data, BrokerSettings limits, HistorySettings keeping, Executor workers)
      throws IOException {
    try {
      History history = closing(History.open(data.resolve("history"), keeping, clock));
      FunctionCounter.builder("incoming.history.left.out", history, History::leftOut)
          .description("Accepted events that are not listed before their first attempt")
          .register(registry);
      FunctionCounter.builder("incoming.history.failures", history, History::failures)
          .description("Deliveries that could not be written down; they went on all the same")
          .register(registry);
      Gate gate =
          settings.broker().isPresent()
              ? Gate.OPEN
              : closing(Gate.embedded(data.resolve("queue"), limits, registry));
      Broker broker =
          closing(
              gate.broker().isPresent() ? Broker.connect(gate.broker().get(), settings) : remote());
      acceptances = closing(Acceptances.open(data.resolve("acceptances")));
      Unsynced unsynced = new Unsynced(workers, System::nanoTime);
      post = new Post(broker, gate, history, acceptances, unsynced);
      Underway underway = closing(Underway.open(data.resolve("in-work")));
      deliver(broker, history, underway, keeping);
      again(unsynced::expire, LATE_MILLIS);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Broker remote() {
    try {
      return Broker.connect(settings.broker().orElseThrow(), settings);
    } catch (IOException e) {
      throw new ConfigurationException(List.of("incoming.delivery.broker: " + e.getMessage()));
    }
  }

  private void deliver(Broker broker, History history, Underway underway, HistorySettings keeping) {
    DeliveryMeters meters = new DeliveryMeters(registry);
    Bookkeeping books = new Bookkeeping(history, meters, clock);
    crew = closing(Crew.of(broker, history, books, underway, settings.workers(), clock));
    deliveries = new Deliveries(broker, table, history, crew, clock);
    Rounds rounds =
        new Rounds(table, broker, crew.retries(), history, meters, keeping.deadLetters(), clock);
    crew.retries().attend();
    again(rounds::make, ROUND_MILLIS);
    table.open(name -> new Dispatch(name, crew));
    // A line that was told to start while its broker was away believes that it has, for ever.
    broker.onReturn(() -> crew.hands().execute(this::renew));
  }

  private void renew() {
    crew.retries().renew();
    table.all().forEach(Dispatch::renew);
  }

  /**
   * Clears up, now and in the background, which requests a process before has accepted without
   * saying so; before the first request.
   */
  public void settle(Deduplication deduplication) {
    acceptances.resume(deduplication);
    Doubts doubts =
        new Doubts(
            acceptances,
            deduplication,
            post.broker(),
            table,
            crew.underway(),
            post.history(),
            clock);
    crew.hands().execute(doubts::clear);
    again(doubts::clear, ROUND_MILLIS);
  }

  private void again(Runnable round, long millis) {
    crew.hands()
        .later(
            () -> {
              try {
                round.run();
              } finally {
                again(round, millis);
              }
            },
            millis);
  }

  private <T extends Closeable> T closing(T part) {
    open.push(part);
    return part;
  }

  /** The step {@code incoming:accept}. */
  public Processor accept() {
    return new Accept(() -> post, clock);
  }

  /**
   * The endpoint {@code incoming:deliveries/<integration>}, which takes the options that it knows.
   *
   * @throws IllegalArgumentException says what is wrong with the name or an option
   */
  public Endpoint endpoint(
      String uri, Component component, String integration, Map<String, Object> options) {
    return DeliveryEndpoint.of(uri, component, integration, options, settings, table);
  }

  /** Which versions of the integrations are delivered with. */
  public DispatchTable table() {
    return table;
  }

  /** What operators ask and do; only while it is open. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /** Takes no further event from the queues; those in work go on. */
  public void rest() {
    resting = table.all();
    resting.forEach(dispatch -> dispatch.replace(null));
    deadline = System.nanoTime() + settings.shutdownTimeout().toNanos();
  }

  /** Waits for the events in work, for a limited time since {@link #rest}. */
  public void drain() {
    try {
      while (resting.stream().anyMatch(dispatch -> dispatch.busy() > 0)) {
        if (System.nanoTime() - deadline > 0) {
          LOG.warn("some deliveries take too long; their events go back to their queues");
          return;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
