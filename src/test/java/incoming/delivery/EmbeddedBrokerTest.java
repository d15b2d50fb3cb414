package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final BrokerSettings SETTINGS = new BrokerSettings(1L << 30, 0, 1 << 20);

  // Artemis waits up to 10 s for each of its pools when it stops.
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void whatWasSentIsThereAfterARestart() throws Exception {
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      mailbox.send(1);
      mailbox.send(2);
    }
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      assertThat(mailbox.take()).containsExactly(1L, 2L);
    }
  }

  @Test
  void whatWasSentIsThereAfterACrash(@TempDir Path crashes) throws Exception {
    Path crashed;
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      mailbox.send(1);
      crashed = copy(directory, crashes.resolve("1"));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.open(crashed, SETTINGS);
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      assertThat(mailbox.take()).containsExactly(1L);
    }
  }

  @Test
  void twentyThousandMessagesBeyondMemoryAreAllDeliveredInOrder() throws Exception {
    List<Long> all = LongStream.range(0, 20_000).boxed().toList();
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      for (long id : all) {
        mailbox.send(id);
      }
      assertThat(take(mailbox, all.size())).isEqualTo(all);
      await().untilAsserted(() -> assertThat(files(directory.resolve("paging"))).isLessThan(2));
    }
  }

  /** Takes what there is until there was so much: what is still in a page counts as not there. */
  private static List<Long> take(Mailbox mailbox, int count) {
    List<Long> taken = new ArrayList<>();
    await()
        .untilAsserted(
            () -> {
              taken.addAll(mailbox.take());
              assertThat(taken).hasSize(count);
            });
    return taken;
  }

  @Test
  void aBacklogBeyondMemoryIsPagedAndNothingOfItIsLostOrDoubled() throws Exception {
    List<Long> all = LongStream.range(0, 3_000).boxed().toList();
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q");
        Mailbox other = Mailbox.of(broker, "other")) {
      for (long id : all) {
        mailbox.send(id);
      }
      assertThat(files(directory.resolve("paging"))).isPositive();
      other.send(1);
      assertThat(other.take()).containsExactly(1L);
      assertThat(mailbox.count()).isEqualTo(3_000);
    }
    try (EmbeddedBroker broker = open();
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      assertThat(take(mailbox, all.size())).isEqualTo(all);
    }
  }

  @Test
  void aJournalThatCannotBeWrittenIsOpenedAgainOnceItCanWithoutLosingWhatWasAcknowledged()
      throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    Set<Long> received = new ConcurrentSkipListSet<>();
    try (EmbeddedBroker broker = fragile(broken);
        Mailbox mailbox = Mailbox.of(broker, "q");
        Mailbox writer = Mailbox.of(broker, "read");
        Mailbox reader = Mailbox.of(broker, "read")) {
      try (ClientConsumer consumer = reader.consumer()) {
        consumer.setMessageHandler(message -> received.add(Mailbox.acknowledge(message)));
        writer.send(1);
        mailbox.send(1);
        broken.set(true);
        assertThatThrownBy(() -> mailbox.send(2)).isInstanceOf(ActiveMQException.class);
        await().until(() -> !broker.isUp());
        assertThatThrownBy(() -> mailbox.send(3)).isInstanceOf(ActiveMQException.class);
        broken.set(false);
        await().atMost(LONG).until(broker::isUp);
        await().ignoreExceptions().until(() -> sent(mailbox, 4));
        assertThat(mailbox.take()).contains(1L, 4L).doesNotHaveDuplicates();
        writer.send(5);
        await().until(() -> received.contains(5L));
      }
    }
  }

  @Test
  void aJournalThatFailsAgainAfterItWasOpenedAgainIsOpenedOnceMore() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    try (EmbeddedBroker broker = fragile(broken);
        Mailbox mailbox = Mailbox.of(broker, "q")) {
      for (int id = 0; id < 2; id++) {
        int lost = 10 + id;
        broken.set(true);
        assertThatThrownBy(() -> mailbox.send(lost)).isInstanceOf(ActiveMQException.class);
        await().until(() -> !broker.isUp());
        broken.set(false);
        await().atMost(LONG).until(broker::isUp);
        mailbox.send(id);
      }
      assertThat(mailbox.take()).contains(0L, 1L);
    }
  }

  @Test
  void aBrokerThatIsDownCanBeClosed() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    EmbeddedBroker broker = fragile(broken);
    try (Mailbox mailbox = Mailbox.of(broker, "q")) {
      broken.set(true);
      assertThatThrownBy(() -> mailbox.send(1)).isInstanceOf(ActiveMQException.class);
    }
    broker.close();
    assertThat(broker.isUp()).isFalse();
    broken.set(false);
    open().close();
  }

  @Test
  void aDirectoryThatIsInUseIsToldInWords() throws Exception {
    try (EmbeddedBroker broker = open()) {
      assertThat(broker.isUp()).isTrue();
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has this journal open");
    }
  }

  @Test
  void aJournalOfAnotherVersionIsToldInWords() throws Exception {
    open().close();
    try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".amq")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 0x55;
        Files.write(file, bytes);
      }
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the journal of accepted events cannot be opened");
  }

  private EmbeddedBroker open() throws IOException {
    return EmbeddedBroker.open(directory, SETTINGS);
  }

  private EmbeddedBroker fragile(AtomicBoolean broken) throws IOException {
    return EmbeddedBroker.open(
        directory,
        SETTINGS,
        Duration.ofMillis(100),
        configuration -> new FragileServer(configuration, broken));
  }

  private static boolean sent(Mailbox mailbox, long id) throws Exception {
    mailbox.send(id);
    return true;
  }

  /** What a crash would leave. */
  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".page")).count();
    }
  }
}
