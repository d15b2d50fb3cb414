package incoming.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import incoming.dedup.Claim;
import incoming.dedup.DedupSettings;
import incoming.dedup.Deduplication;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.HistorySettings;
import incoming.history.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.NullResponseMessage;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtsTest {
  private static final Queue QUEUE = new Queue("shop");
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String EVENT = "01a20120-d0a5-7000-8207-b535eb9cca39";
  private static final Duration DAY = Duration.ofDays(1);
  private static final InstantSource CLOCK = Clock.systemUTC();
  private static final InstantSource LATER = () -> Instant.now().plus(Duration.ofMinutes(1));

  @TempDir Path data;

  private final AtomicReference<BrokerServer> server = new AtomicReference<>();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private EmbeddedBroker embedded;
  private Broker broker;
  private History history;
  private Underway underway;
  private Deduplication deduplication;
  private Acceptances acceptances;

  @BeforeEach
  void open() throws Exception {
    embedded =
        EmbeddedBroker.open(
            data.resolve("queue"),
            new BrokerSettings(1L << 30, 0, 1 << 20),
            Duration.ofSeconds(1),
            configuration -> {
              server.set(new BrokerServer(configuration));
              return server.get();
            });
    broker = Broker.connect(embedded, DeliverySettings.read(new Settings(Map.of())));
    broker.open(QUEUE);
    history =
        History.open(
            data.resolve("history"), new HistorySettings(DAY, DAY, 16 << 20), Clock.systemUTC());
    underway = Underway.open(data.resolve("in-work"));
    deduplication =
        Deduplication.open(
            data.resolve("deduplication"),
            DedupSettings.read(new Settings(Map.of("incoming.dedup.wait", "0s"))),
            Clock.systemUTC());
    acceptances = Acceptances.open(data.resolve("acceptances"));
  }

  @AfterEach
  void close() throws Exception {
    acceptances.close();
    deduplication.close();
    underway.close();
    history.close();
    broker.close();
    embedded.close();
    camel.close();
  }

  /** A request with the hash {@code KEY}; {@code null} when it is a duplicate. */
  private Exchange request() {
    Exchange exchange = new DefaultExchange(camel);
    return deduplication.add(exchange, KEY) ? exchange : null;
  }

  private Claim begin(Exchange exchange) {
    return begin(exchange, "shop");
  }

  private Claim begin(Exchange exchange, String integration) {
    Claim claim = Deduplication.claim(exchange).orElseThrow();
    acceptances.begin(claim, EVENT, integration, CLOCK.millis());
    claim.keep();
    return claim;
  }

  private static Letter letter() {
    return Letter.of(EVENT, "{}".getBytes(US_ASCII));
  }

  private void clear() {
    clear(LATER);
  }

  private void clear(InstantSource clock) {
    new Doubts(acceptances, deduplication, broker, new DispatchTable(), underway, history, clock)
        .clear();
  }

  /** As after {@code kill -9}: the claims are gone, the file is as it was. */
  private void crash() throws Exception {
    acceptances.close();
    deduplication.close();
    deduplication =
        Deduplication.open(
            data.resolve("deduplication"),
            DedupSettings.read(new Settings(Map.of("incoming.dedup.wait", "0s"))),
            Clock.systemUTC());
    acceptances = Acceptances.open(data.resolve("acceptances"));
    acceptances.resume(deduplication);
  }

  @Test
  void requestWhoseEventIsQueuedAndNotAnsweredIsDuplicateOnceThatIsKnown() throws Exception {
    AtomicBoolean mute = new AtomicBoolean();
    Interceptor losing =
        (packet, connection) ->
            !(packet instanceof NullResponseMessage && mute.compareAndSet(true, false));
    server.get().getRemotingService().addOutgoingInterceptor(losing);
    Exchange exchange = request();
    begin(exchange);

    try (Broker link =
        Broker.connect(embedded.url(), DeliverySettings.read(new Settings(Map.of())))) {
      link.open(QUEUE);
      mute.set(true);
      assertThatThrownBy(() -> link.send(QUEUE, letter()))
          .isInstanceOf(ActiveMQException.class)
          .isNotInstanceOf(UnsentException.class);
    }
    deduplication.remove(exchange, KEY);

    assertThatThrownBy(this::request).hasMessageContaining("in work");
    clear(CLOCK);
    assertThatThrownBy(this::request).hasMessageContaining("in work");
    clear();
    assertThat(request()).isNull();
  }

  @Test
  void requestWhoseEventNeverCameIsNew() {
    Exchange exchange = request();
    begin(exchange);
    deduplication.remove(exchange, KEY);

    clear();

    assertThat(request()).isNotNull();
  }

  @Test
  void requestWhoseEventWasQueuedBeforeCrashIsDuplicateAfterIt() throws Exception {
    begin(request());
    broker.send(QUEUE, letter());

    crash();
    assertThatThrownBy(this::request).hasMessageContaining("in work");
    clear(CLOCK);

    assertThat(request()).isNull();
  }

  @Test
  void requestWhoseEventWasNotQueuedBeforeCrashIsNewAfterIt() throws Exception {
    begin(request());

    crash();
    clear(CLOCK);

    assertThat(request()).isNotNull();
  }

  @Test
  void requestThatWouldHaveBeenTheFirstOfItsIntegrationIsNewAfterCrash() throws Exception {
    begin(request(), "never-accepted-any");

    crash();
    clear(CLOCK);

    assertThat(request()).isNotNull();
  }

  @Test
  void requestWhoseEventHasLeftItsQueueIsDuplicate() throws Exception {
    begin(request());
    history.put(
        new Delivery(EVENT, "shop", State.DELIVERED, 0, 1, List.of(), 0, null, new byte[0]));

    crash();
    clear(CLOCK);

    assertThat(request()).isNull();
  }

  @Test
  void requestWhoseEventIsBeingDeliveredIsDuplicate() throws Exception {
    begin(request());
    underway.begin(EVENT);

    crash();
    clear(CLOCK);

    assertThat(request()).isNull();
  }

  @Test
  void settledAcceptanceIsNotInDoubtAfterCrash() throws Exception {
    Exchange exchange = request();
    begin(exchange);
    deduplication.confirm(exchange, KEY);

    crash();

    assertThat(acceptances.doubtful(Long.MAX_VALUE)).isEmpty();
    assertThat(request()).isNull();
  }

  @Test
  void brokerThatDoesNotAnswerLeavesTheDoubt() throws Exception {
    begin(request());
    crash();
    broker.close();

    clear(CLOCK);

    assertThatThrownBy(this::request).hasMessageContaining("in work");
    assertThat(acceptances.doubtful(Long.MAX_VALUE)).hasSize(1);
  }
}
