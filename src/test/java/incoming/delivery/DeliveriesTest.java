package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.HistorySettings;
import incoming.history.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
  private static final Queue QUEUE = new Queue("orders");
  private static final int MANY = 200;
  private static final long MIB = 1L << 20;
  private static final byte[] EVENT = {1, 2, 3};

  @TempDir private Path data;
  private EmbeddedBroker embedded;
  private Broker broker;
  private History history;
  private Crew crew;
  private Deliveries deliveries;

  @BeforeEach
  void open() throws Exception {
    Duration day = Duration.ofDays(1);
    DeliverySettings settings =
        new DeliverySettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            4,
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), day),
            8,
            Duration.ZERO);
    embedded =
        EmbeddedBroker.open(data.resolve("queue"), new BrokerSettings(64 * MIB, 0, MIB * 16));
    broker = Broker.connect(embedded.url(), settings);
    history =
        History.open(
            data.resolve("history"), new HistorySettings(day, day, 16 * MIB), Clock.systemUTC());
    DeliveryMeters meters = new DeliveryMeters(new SimpleMeterRegistry());
    crew =
        Crew.of(
            broker,
            history,
            new Bookkeeping(history, meters, Clock.systemUTC()),
            Underway.open(data.resolve("underway")),
            8,
            Clock.systemUTC());
    deliveries = new Deliveries(broker, new DispatchTable(), history, crew, Clock.systemUTC());
    broker.open(QUEUE);
  }

  @AfterEach
  void close() {
    crew.close();
    broker.close();
    history.close();
    embedded.close();
  }

  @Test
  void whatReplayedEventsCameToIsNotOverwritten() throws Exception {
    List<String> ids = known(State.DELIVERED);
    deliver();
    ids.forEach(id -> assertThat(deliveries.replay(id)).isTrue());
    await().until(() -> deliveries.waiting("orders") == 0);
    assertThat(ids).allMatch(id -> attempts(id) == 1);
  }

  @Test
  void whatRevivedDeadLettersCameToIsNotOverwritten() throws Exception {
    List<String> ids = known(State.DEAD);
    try (Line line = broker.line()) {
      for (String id : ids) {
        line.send(QUEUE.dead(), Letter.of(id, EVENT));
      }
    }
    deliver();
    ids.forEach(id -> assertThat(deliveries.replay(id)).isTrue());
    await().until(() -> deliveries.waiting("orders") == 0);
    assertThat(ids).allMatch(id -> attempts(id) == 1);
  }

  @Test
  void deadLetterThatIsNotInItsQueueStaysOne() {
    String id = known(State.DEAD).get(0);
    assertThat(deliveries.replay(id)).isFalse();
    assertThat(history.find(id).orElseThrow().state()).isEqualTo(State.DEAD);
  }

  @Test
  void replayThatCannotBeQueuedLeavesTheEventAsItWas() {
    String id = known(State.DELIVERED).get(0);
    broker.close();
    assertThatIllegalStateException().isThrownBy(() -> deliveries.replay(id));
    assertThat(history.find(id).orElseThrow().state()).isEqualTo(State.DELIVERED);
  }

  private List<String> known(State state) {
    List<String> ids = IntStream.range(0, MANY).mapToObj(i -> new UUID(i, i).toString()).toList();
    ids.forEach(id -> history.put(delivery(id, state, 0)));
    return ids;
  }

  private static Delivery delivery(String id, State state, int attempts) {
    return new Delivery(id, "orders", state, 0, attempts, List.of(), 0, null, EVENT);
  }

  private int attempts(String id) {
    return history.find(id).orElseThrow().attempts();
  }

  /** Takes every event and writes down at once that it was delivered. */
  private void deliver() throws ActiveMQException {
    ClientSession session = broker.session(); // ends with the broker
    session.createConsumer(QUEUE.deliveries()).setMessageHandler(this::deliver);
    session.start();
  }

  private void deliver(ClientMessage message) {
    history.put(delivery(Letter.read(message).eventId(), State.DELIVERED, 1));
    try {
      message.individualAcknowledge();
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }
}
