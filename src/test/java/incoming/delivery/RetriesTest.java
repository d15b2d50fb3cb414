package incoming.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetriesTest {
  private static final Queue SHOP = new Queue("shop");
  private static final Queue OTHER = new Queue("o'ther");
  private static final long HOUR = 3_600_000;

  @TempDir Path directory;

  private final AtomicLong now = new AtomicLong(1_000_000);
  private EmbeddedBroker embedded;
  private Broker broker;
  private Hands hands;
  private Retries retries;

  @BeforeEach
  void open() throws Exception {
    embedded = EmbeddedBroker.open(directory, new BrokerSettings(1L << 30, 0, 1 << 20));
    broker = Broker.connect(embedded, DeliverySettings.read(new Settings(Map.of())));
    hands = Hands.of(2, "test-");
    retries = new Retries(broker, hands, () -> Instant.ofEpochMilli(now.get()));
  }

  @AfterEach
  void close() {
    retries.close();
    hands.close();
    broker.close();
    embedded.close();
  }

  private static String id(int n) {
    return new UUID(n, n).toString();
  }

  private void put(int n, String integration, long wait) throws Exception {
    try (Line line = broker.transacted()) {
      Letter letter = new Letter(id(n), "{}".getBytes(US_ASCII), 3, 77);
      retries.put(line, new Retry(letter, integration, now.get() + wait));
      line.commit();
    }
  }

  private long depth(Queue queue) throws Exception {
    broker.open(queue);
    return broker.depths(List.of(queue.deliveries())).get(queue.deliveries());
  }

  private List<Letter> letters(Queue queue) throws Exception {
    List<Letter> letters = new ArrayList<>();
    try (ClientSession session = broker.session();
        ClientConsumer browser = session.createConsumer(queue.deliveries(), true)) {
      session.start();
      for (ClientMessage m = browser.receiveImmediate();
          m != null;
          m = browser.receiveImmediate()) {
        letters.add(Letter.read(m));
      }
    }
    return letters;
  }

  @Test
  void letterComesBackWithItsAttemptsWhenItIsDue() throws Exception {
    put(1, "shop", 20);
    put(2, "o'ther", 25);

    await().until(() -> depth(SHOP) == 1 && depth(OTHER) == 1);
    assertThat(letters(SHOP))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.eventId()).isEqualTo(id(1));
              assertThat(letter.attempts()).isEqualTo(3);
              assertThat(letter.firstAttemptAt()).isEqualTo(77);
            });
    await().until(() -> retries.waiting().isEmpty());
  }

  @Test
  void letterThatIsNotDueWaitsAndIsCounted() throws Exception {
    put(1, "shop", HOUR);
    put(2, "shop", HOUR);
    put(3, "o'ther", HOUR);
    put(4, "shop", 2 * HOUR);

    await().until(() -> retries.waiting("shop") == 3 && retries.waiting("o'ther") == 1);
    assertThat(retries.waiting()).containsOnly(Map.entry("shop", 3L), Map.entry("o'ther", 1L));
    assertThat(retries.waiting("none' OR '1'='1")).isZero();
    assertThat(depth(SHOP)).isZero();
  }

  @Test
  void letterThatWaitsIsBroughtAtOnceOrRemovedWhereverItIs() throws Exception {
    for (int n = 1; n <= 3; n++) {
      put(n, "shop", HOUR);
    }
    await().until(() -> retries.waiting("shop") == 3);

    broker.open(SHOP);
    assertThat(retries.hurry(id(1), SHOP)).isTrue();
    assertThat(retries.hurry(id(1), SHOP)).isFalse();
    assertThat(retries.remove(id(3))).isTrue();

    assertThat(letters(SHOP)).extracting(Letter::eventId).containsExactly(id(1));
    await().until(() -> retries.waiting("shop") == 1);
  }

  @Test
  void lettersBeyondMemoryWaitOnDiskAndAllComeBack() throws Exception {
    try (Line line = broker.transacted()) {
      for (int n = 1; n <= 1_000; n++) {
        Letter letter = new Letter(id(n), new byte[4 << 10], 1, 77);
        retries.put(line, new Retry(letter, "shop", now.get() + HOUR));
      }
      line.commit();
    }
    assertThat(directory.resolve("paging")).isDirectoryRecursivelyContaining("glob:**.page");
    await().until(() -> retries.waiting("shop") == 1_000);

    now.addAndGet(HOUR);
    retries.renew();

    await().atMost(Duration.ofMinutes(1)).until(() -> depth(SHOP) == 1_000);
  }

  @Test
  void anotherProcessGoesOnWithThoseThatWait() throws Exception {
    put(1, "shop", HOUR);
    retries.close();
    now.addAndGet(2 * HOUR);

    Retries next = new Retries(broker, hands, () -> Instant.ofEpochMilli(now.get()));
    next.attend();

    await().until(() -> depth(SHOP) == 1);
    next.close();
  }

  @Test
  void retriersThatAreReplacedLoseNothing() throws Exception {
    put(1, "shop", HOUR);
    retries.renew();
    await().until(() -> retries.waiting("shop") == 1);
    now.addAndGet(HOUR);
    retries.renew();

    await().until(() -> depth(SHOP) == 1);
  }

  @Test
  void queueHoldsWaitsThatDifferByLessThanFifth() {
    for (long millis = 1; millis < 30 * 24 * HOUR; millis += 1 + millis / 100) {
      String queue = Retries.queue(millis);
      double from = Double.parseDouble(queue.substring(queue.lastIndexOf('.') + 1));
      assertThat((double) millis).isBetween(from - 1, from * 1.2 + 1);
    }
  }
}
