package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incoming.config.Settings;
import incoming.dedup.DedupSettings;
import incoming.dedup.Deduplication;
import incoming.event.Event;
import incoming.history.History;
import incoming.history.HistorySettings;
import incoming.http.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptTest {
  private static final Queue QUEUE = new Queue("shop");
  private static final String KEY = "00000000000000000000000000000001";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path data;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));
  private final AtomicLong now = new AtomicLong();
  private final BlockingQueue<Runnable> workers = new LinkedBlockingQueue<>();
  private final Unsynced unsynced = new Unsynced(workers::add, now::get);
  private final AtomicInteger done = new AtomicInteger();
  private EmbeddedBroker embedded;
  private Broker broker;
  private History history;
  private Deduplication deduplication;
  private Acceptances acceptances;
  private Accept accept;

  @BeforeEach
  void open() throws Exception {
    embedded =
        EmbeddedBroker.open(
            data.resolve("queue"),
            new BrokerSettings(1L << 30, 0, 1 << 20),
            Duration.ofMillis(100),
            configuration ->
                new FragileServer(configuration, broken, new AtomicBoolean(), this::hold));
    broker = Broker.connect(embedded, DeliverySettings.read(new Settings(Map.of())));
    broker.open(QUEUE);
    history =
        History.open(
            data.resolve("history"), new HistorySettings(DAY, DAY, 16 << 20), Clock.systemUTC());
    deduplication =
        Deduplication.open(
            data.resolve("deduplication"),
            DedupSettings.read(new Settings(Map.of("incoming.dedup.wait", "0s"))),
            Clock.systemUTC());
    acceptances = Acceptances.open(data.resolve("acceptances"));
    Gate gate = new Gate(Optional.of(embedded), Optional.empty());
    Post post = new Post(broker, gate, history, acceptances, unsynced);
    accept = new Accept(() -> post, Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    acceptances.close();
    deduplication.close();
    history.close();
    broker.close();
    embedded.close();
    camel.close();
  }

  private void hold() {
    try {
      held.get().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Exchange request() {
    Exchange exchange = new DefaultExchange(camel);
    assertThat(deduplication.add(exchange, KEY)).isTrue();
    exchange.getExchangeExtension().setFromRouteId("shop@1");
    exchange.setProperty(
        Event.PROPERTY,
        new Event(new UUID(1, 2).toString(), "shop", null, 0, "POST", Map.of(), Map.of(), "x"));
    return exchange;
  }

  private boolean process(Exchange exchange) {
    return accept.process(exchange, doneSync -> done.incrementAndGet());
  }

  private void goOn() throws InterruptedException {
    workers.poll(1, TimeUnit.MINUTES).run();
  }

  private static String problem(Exchange exchange) {
    ProblemException failure = exchange.getException(ProblemException.class);
    return failure == null ? null : failure.problem().toString();
  }

  @Test
  void requestGoesOnByAWorkerOnceItsEventIsOnDisk() throws Exception {
    Exchange exchange = request();

    assertThat(process(exchange)).isFalse();
    goOn();

    assertThat(done).hasValue(1);
    assertThat(exchange.getException()).isNull();
    assertThat(broker.depths(List.of(QUEUE.deliveries()))).containsValue(1L);
    await().until(() -> history.find(new UUID(1, 2).toString()).isPresent());
    assertThat(unsynced.size()).isZero();
    assertThat(workers).isEmpty();
  }

  @Test
  void journalThatFailsIsARefusalWhoseRequestStaysInDoubt() throws Exception {
    broken.set(true);
    Exchange exchange = request();

    if (!process(exchange)) {
      goOn();
    }

    assertThat(done).hasValue(1);
    assertThat(problem(exchange)).contains("queue-unavailable");
    assertThatItsClaimIsKept(exchange);
  }

  @Test
  void journalThatDoesNotAnswerIsARefusalWhoseRequestStaysInDoubt() throws Exception {
    held.set(new CountDownLatch(1));
    Exchange exchange = request();
    assertThat(process(exchange)).isFalse();
    now.set(TimeUnit.SECONDS.toNanos(5));

    unsynced.expire();
    goOn();
    held.get().countDown();
    broker.send(QUEUE, Letter.of(new UUID(3, 4).toString(), new byte[] {1}));

    assertThat(done).hasValue(1);
    assertThat(problem(exchange)).contains("queue-unavailable");
    assertThatItsClaimIsKept(exchange);
    assertThat(workers).isEmpty();
  }

  private void assertThatItsClaimIsKept(Exchange exchange) {
    deduplication.remove(exchange, KEY);
    assertThatThrownBy(() -> deduplication.add(new DefaultExchange(camel), KEY))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void letterThatCouldNotBeSentFreesItsClaim() {
    Exchange exchange = request();
    exchange.getExchangeExtension().setFromRouteId("unknown@1"); // its queue is not there yet
    broker.close();

    assertThat(process(exchange)).isTrue();

    assertThat(problem(exchange)).contains("queue-unavailable");
    deduplication.remove(exchange, KEY);
    assertThat(deduplication.add(new DefaultExchange(camel), KEY)).isTrue();
  }
}
