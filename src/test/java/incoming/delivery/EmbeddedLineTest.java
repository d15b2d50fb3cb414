package incoming.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incoming.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLineTest {
  private static final BrokerSettings SETTINGS = new BrokerSettings(1L << 30, 0, 1 << 20);
  private static final Queue QUEUE = new Queue("shop");

  @TempDir Path directory;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final Hands hands = Hands.onCall("test-");
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private EmbeddedBroker embedded;
  private Broker broker;

  @BeforeEach
  void open() throws Exception {
    embedded =
        EmbeddedBroker.open(
            directory.resolve("queue"),
            SETTINGS,
            Duration.ofMillis(100),
            configuration -> new FragileServer(configuration, broken, refusing));
    broker = connect(embedded);
    broker.open(QUEUE);
  }

  @AfterEach
  void close() {
    broker.close();
    embedded.close();
    hands.close();
  }

  private static Broker connect(EmbeddedBroker embedded) throws IOException {
    return Broker.connect(embedded, DeliverySettings.read(new Settings(Map.of())));
  }

  private static String id(int n) {
    return new UUID(n, n).toString();
  }

  private static Letter letter(int n, int size) {
    return Letter.of(id(n), "x".repeat(size).getBytes(US_ASCII));
  }

  private void send(int n) throws ActiveMQException {
    broker.send(QUEUE, letter(n, 10));
  }

  private long depth(Broker of) throws ActiveMQException {
    return of.depths(List.of(QUEUE.deliveries())).get(QUEUE.deliveries());
  }

  private long depth() throws ActiveMQException {
    return depth(broker);
  }

  private Line taking() throws ActiveMQException {
    Line line = broker.transacted();
    line.take(QUEUE.deliveries(), hands, this::take);
    line.start();
    return line;
  }

  private void take(ICoreMessage message) {
    taken.add(Letter.read(message).eventId());
  }

  /** What another process would find if this one died now. */
  private EmbeddedBroker crashed(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("queue"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(directory.resolve("queue").relativize(file).toString()));
      }
    }
    return EmbeddedBroker.open(to, SETTINGS);
  }

  @Test
  void whatWasSentIsThereAfterACrash(@TempDir Path scratch) throws Exception {
    send(1);
    try (EmbeddedBroker copy = crashed(scratch.resolve("copy"));
        Broker after = connect(copy)) {
      assertThat(depth(after)).isEqualTo(1);
    }
  }

  @Test
  void lettersOfEverySizeArriveAsTheyWereSent() throws Exception {
    List<Integer> sizes = List.of(0, 1, 100_000, 500_000, 600_000, 3_000_000);
    List<Letter> received = new CopyOnWriteArrayList<>();
    try (Line line = broker.transacted()) {
      line.take(
          QUEUE.deliveries(),
          hands,
          message -> {
            received.add(Letter.read(message));
            settle(line);
          });
      line.start();
      for (int i = 0; i < sizes.size(); i++) {
        broker.send(QUEUE, letter(i, sizes.get(i)));
      }
      await().until(() -> received.size() == sizes.size());
    }
    for (int i = 0; i < sizes.size(); i++) {
      Letter sent = letter(i, sizes.get(i));
      assertThat(received.get(i).eventId()).isEqualTo(sent.eventId());
      assertThat(received.get(i).event()).isEqualTo(sent.event());
    }
  }

  private static void settle(Line line) {
    try {
      line.acknowledge();
      line.commit();
    } catch (ActiveMQException e) {
      throw new AssertionError(e);
    }
    line.next();
  }

  @Test
  void nextLetterComesWhenItMayAndTheOneBeforeIsOnDisk(@TempDir Path scratch) throws Exception {
    send(1);
    send(2);
    try (Line line = taking()) {
      await().until(() -> taken.size() == 1);
      line.acknowledge();
      line.commit();
      send(3); // whose sync tells that the line had time enough
      assertThat(taken).hasSize(1);
      line.next();
      await().until(() -> taken.size() == 2);
      try (EmbeddedBroker copy = crashed(scratch.resolve("copy"));
          Broker after = connect(copy)) {
        assertThat(depth(after)).isEqualTo(2);
      }
    }
  }

  @Test
  void oneIsTakenAndTheOthersStayWhereTheyCanBeFound() throws Exception {
    for (int n = 1; n <= 3; n++) {
      send(n);
    }
    try (Line line = taking()) {
      await().until(() -> taken.size() == 1);
      assertThat(new Management(broker).holds(QUEUE.deliveries(), List.of(id(1), id(2), id(3))))
          .containsExactlyInAnyOrder(id(2), id(3));
      assertThat(depth()).isEqualTo(3);
      settle(line);
      await().until(() -> taken.size() == 2);
      assertThat(depth()).isEqualTo(2);
    }
  }

  @Test
  void whatWasNotAcknowledgedGoesBackToTheHead() throws Exception {
    for (int n = 1; n <= 3; n++) {
      send(n);
    }
    Line first = taking();
    await().until(() -> taken.size() == 1);
    first.close();
    try (Line second = taking()) {
      for (int n = 2; n <= 4; n++) {
        int count = n;
        await().until(() -> taken.size() == count);
        settle(second);
      }
    }
    assertThat(taken).containsExactly(id(1), id(1), id(2), id(3));
    await().until(() -> depth() == 0);
  }

  @Test
  void stoppedLineTakesNothingUntilItIsStarted() throws Exception {
    try (Line line = taking()) {
      line.stop();
      send(1);
      try (Line other = taking()) {
        await().until(() -> taken.size() == 1);
        settle(other);
      }
      send(2);
      line.start();
      await().until(() -> taken.size() == 2);
    }
  }

  @Test
  void letterThatMovesIsInOneOfTheTwoQueuesAfterACrash(@TempDir Path scratch) throws Exception {
    send(1);
    try (Line line = taking()) {
      await().until(() -> taken.size() == 1);
      line.send(QUEUE.dead(), letter(1, 10));
      assertThat(broker.depths(List.of(QUEUE.dead()))).containsEntry(QUEUE.dead(), 0L);
      settle(line);
      await().until(() -> broker.depths(List.of(QUEUE.dead())).get(QUEUE.dead()) == 1);
    }
    try (EmbeddedBroker copy = crashed(scratch.resolve("copy"));
        Broker after = connect(copy)) {
      assertThat(after.depths(List.of(QUEUE.deliveries(), QUEUE.dead())))
          .containsEntry(QUEUE.deliveries(), 0L)
          .containsEntry(QUEUE.dead(), 1L);
    }
  }

  @Test
  void letterWhoseMoveIsRefusedIsBackInItsQueueOnce() throws Exception {
    send(1);
    send(2);
    Line line = taking();
    await().until(() -> taken.size() == 1);
    refusing.set(true);
    line.send(QUEUE.dead(), letter(1, 10));
    line.acknowledge();

    assertThatThrownBy(line::commit).hasMessageContaining("refused");

    line.close();
    await().until(() -> depth() == 2);
    assertThat(broker.depths(List.of(QUEUE.dead()))).containsEntry(QUEUE.dead(), 0L);
    try (Line other = taking()) {
      await().until(() -> taken.size() == 2);
      settle(other);
      await().until(() -> taken.size() == 3);
      settle(other);
    }
    assertThat(taken).containsExactly(id(1), id(1), id(2));
    await().until(() -> depth() == 0);
  }

  @Test
  void lettersInPagesAreTakenInOrderAndGone() throws Exception {
    int many = 400;
    for (int n = 0; n < many; n++) {
      broker.send(QUEUE, letter(n, 20_000));
    }
    assertThat(directory.resolve("queue/paging")).isDirectoryRecursivelyContaining("glob:**.page");
    try (Line line = broker.transacted()) {
      line.take(
          QUEUE.deliveries(),
          hands,
          message -> {
            take(message);
            settle(line);
          });
      line.start();
      await().until(() -> taken.size() == many);
    }
    assertThat(taken).isEqualTo(IntStream.range(0, many).mapToObj(EmbeddedLineTest::id).toList());
    await().until(() -> depth() == 0);
  }

  @Test
  void journalThatCannotBeWrittenIsTold() throws Exception {
    send(1);
    broken.set(true);
    assertThatThrownBy(() -> send(2)).isInstanceOf(ActiveMQException.class);
    await().until(() -> !embedded.isUp());
    assertThatThrownBy(() -> send(3)).isInstanceOf(UnsentException.class);

    broken.set(false);
    await().atMost(Duration.ofMinutes(1)).until(embedded::isUp);
    send(4);
    try (Line line = broker.transacted()) {
      line.take(
          QUEUE.deliveries(),
          hands,
          message -> {
            take(message);
            settle(line);
          });
      line.start();
      await().until(() -> taken.contains(id(4)));
    }
    assertThat(taken).startsWith(id(1)).doesNotContain(id(3)).doesNotHaveDuplicates();
  }

  @Test
  void queueThatIsNotThereIsAnError() throws Exception {
    try (Line line = broker.line();
        Line taking = broker.transacted()) {
      assertThatThrownBy(() -> line.send("nowhere", letter(1, 1)))
          .isInstanceOf(ActiveMQException.class)
          .hasMessageContaining("nowhere");
      assertThatThrownBy(() -> taking.take("nowhere", hands, this::take))
          .isInstanceOf(ActiveMQException.class)
          .hasMessageContaining("nowhere");
    }
  }
}
