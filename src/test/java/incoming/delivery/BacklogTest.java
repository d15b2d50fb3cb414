package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTest {
  private static final long LIMIT = 1 << 20;

  @TempDir Path directory;

  @Test
  void belowItsLimitsNothingIsRefused() throws Exception {
    grow("a", LIMIT);
    assertThat(new Backlog(directory, new BrokerSettings(LIMIT, 0, LIMIT), () -> {}).refusal())
        .isEmpty();
  }

  @Test
  void aBacklogAboveItsLimitIsRefusedUntilItShrinks() throws Exception {
    Backlog backlog = new Backlog(directory, new BrokerSettings(LIMIT, 0, LIMIT), () -> {});
    grow("deep/down", LIMIT + 1);
    backlog.sample();
    assertThat(backlog.refusal())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.type()).isEqualTo("/problems/backlog-full");
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.headers()).containsEntry("Retry-After", "30");
            });
    Files.delete(directory.resolve("deep/down"));
    backlog.sample();
    assertThat(backlog.refusal()).isEmpty();
  }

  @Test
  void aDiskWithLessSpaceThanItsLimitIsRefused() throws Exception {
    Backlog backlog =
        new Backlog(directory, new BrokerSettings(LIMIT, Long.MAX_VALUE, LIMIT), () -> {});
    assertThat(backlog.refusal())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.type()).isEqualTo("/problems/disk-full");
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.headers()).containsEntry("Retry-After", "30");
            });
  }

  @Test
  void bothSizesAreGauges() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    grow("a", 1000);
    Backlog backlog = new Backlog(directory, new BrokerSettings(LIMIT, 0, LIMIT), () -> {});
    backlog.bindTo(meters);
    assertThat(meters.get("incoming.delivery.backlog").gauge().value()).isEqualTo(1000);
    assertThat(meters.get("incoming.disk.free").gauge().value()).isPositive();
  }

  @Test
  void aJournalThatWasFullAndIsEmptyAgainIsCompactedBeforeAnEventIsRefused() throws Exception {
    BrokerSettings settings = new BrokerSettings(64 << 20, 0, 256 << 20);
    try (EmbeddedBroker broker = EmbeddedBroker.open(directory, settings)) {
      List<Mailbox> mailboxes = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        Mailbox mailbox = Mailbox.of(broker, "q" + i);
        for (int id = 0; id < 60; id++) {
          mailbox.send(id, 60 << 10);
        }
        mailboxes.add(mailbox);
      }
      assertThat(new Backlog(directory, settings, broker::compact).refusal()).isPresent();
      for (Mailbox mailbox : mailboxes) {
        assertThat(mailbox.take()).hasSize(60);
        mailbox.close();
      }
      assertThat(new Backlog(directory, settings, () -> {}).refusal()).isPresent();
      assertThat(new Backlog(directory, settings, broker::compact).refusal()).isEmpty();
    }
  }

  @Test
  void aCompactionThatFailsLeavesTheRefusalAsItIs() throws Exception {
    grow("a", LIMIT + 1);
    Backlog backlog =
        new Backlog(
            directory,
            new BrokerSettings(LIMIT, 0, LIMIT),
            () -> {
              throw new IOException("no");
            });
    assertThat(backlog.refusal()).isPresent();
  }

  private void grow(String name, long size) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
    }
  }
}
