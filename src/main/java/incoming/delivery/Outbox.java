package incoming.delivery;

import incoming.history.History;
import incoming.history.HistorySettings;
import incoming.http.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final long SWEEP_SECONDS = 10;

  private final DeliverySettings settings;
  private final MeterRegistry registry;
  private final Clock clock;
  private final DispatchTable table = new DispatchTable();
  private volatile Parts parts;

  /** What there is once it is open. */
  private record Parts(
      Optional<EmbeddedBroker> embedded,
      Broker broker,
      History history,
      Crew crew,
      Deliveries deliveries)
      implements AutoCloseable {
    @Override
    public void close() {
      crew.timer().shutdownNow();
      broker.close();
      crew.hands().shutdown();
      embedded.ifPresent(EmbeddedBroker::close);
      history.close();
    }
  }

  /** An outbox that is not open. */
  public Outbox(DeliverySettings settings, MeterRegistry registry, Clock clock) {
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Opens the broker and the history below {@code data}.
   *
   * @throws IOException in words for the operator: a directory is in use, damaged or not writable,
   *     or the broker cannot be reached
   */
  public void open(Path data, BrokerSettings limits, HistorySettings history) throws IOException {
    Optional<EmbeddedBroker> embedded =
        settings.broker().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedBroker.open(data.resolve("queue"), limits, registry));
    String url = settings.broker().or(() -> embedded.map(EmbeddedBroker::url)).orElseThrow();
    Broker broker = Broker.connect(url, settings);
    parts =
        parts(
            embedded,
            broker,
            History.open(data.resolve("history"), history, clock),
            history.deadLetters().toMillis());
  }

  private Parts parts(
      Optional<EmbeddedBroker> embedded, Broker broker, History history, long keepDeadMillis) {
    DeliveryMeters meters = new DeliveryMeters(registry);
    Crew crew =
        new Crew(
            broker,
            new Bookkeeping(history, meters, clock),
            Executors.newCachedThreadPool(daemons("incoming-delivery-")),
            Executors.newSingleThreadScheduledExecutor(daemons("incoming-delivery-timer-")));
    table.open(name -> new Dispatch(name, crew));
    Deliveries deliveries = new Deliveries(broker, table, history, crew);
    Rounds rounds = new Rounds(table, broker, history, meters, keepDeadMillis, clock);
    crew.timer()
        .scheduleWithFixedDelay(
            () -> crew.hands().execute(rounds::make), SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    return new Parts(embedded, broker, history, crew, deliveries);
  }

  /** The step {@code incoming:accept}. */
  public Processor accept() {
    return new Accept(() -> parts.broker, this::closed, () -> parts.history, clock);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Why no event is accepted at present, if so. */
  private Optional<Problem> closed() {
    return parts.embedded.flatMap(EmbeddedBroker::closed);
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

  /** What operators ask and do. */
  public Deliveries deliveries() {
    return parts.deliveries;
  }

  /** Takes no further event from the queues, and waits for those in work, for a limited time. */
  public void drain() {
    List<Dispatch> all = new ArrayList<>(table.all());
    all.forEach(dispatch -> dispatch.replace(null));
    long deadline = System.nanoTime() + settings.shutdownTimeout().toNanos();
    while (all.stream().anyMatch(dispatch -> dispatch.busy() > 0)) {
      if (System.nanoTime() - deadline > 0) {
        LOG.warn("some deliveries take too long; their events go back to the queue");
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    if (parts != null) {
      parts.close();
    }
  }
}
