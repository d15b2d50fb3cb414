package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.KilledWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, and looks for what it had confirmed. */
class DeduplicationCrashIT {
  private static final DedupSettings SETTINGS =
      new DedupSettings(Duration.ofDays(7), Duration.ofSeconds(60), Duration.ofSeconds(2), 1000);
  private static final int ENOUGH = 5_000;
  private static final int WRITERS = 4;

  @TempDir Path directory;

  @Test
  void killedProcessLosesNoConfirmedKeyAndLeavesNoClaim() throws Exception {
    List<String> confirmed =
        KilledWriter.linesOf(Writer.class, directory, ENOUGH, this::assertThatNobodyElseCanOpen);

    try (Deduplication deduplication = Deduplication.open(directory, SETTINGS, Clock.systemUTC())) {
      assertThat(confirmed).allMatch(deduplication::contains);
      assertThat(deduplication.add("in work")).isTrue();
    }
  }

  private void assertThatNobodyElseCanOpen() {
    assertThatThrownBy(() -> Deduplication.open(directory, SETTINGS, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("another process");
  }

  /** Confirms keys until it is killed, and says each one that is confirmed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      PrintStream out = KilledWriter.told();
      Deduplication deduplication =
          Deduplication.open(Path.of(args[0]), SETTINGS, Clock.systemUTC());
      deduplication.add("in work");
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < WRITERS; i++) {
        new Thread(() -> write(deduplication, next, out), "writer").start();
      }
    }

    private static void write(Deduplication deduplication, AtomicInteger next, PrintStream out) {
      while (true) {
        String key = "key " + next.incrementAndGet();
        if (deduplication.add(key) && deduplication.confirm(key)) {
          out.println(key);
        }
      }
    }
  }
}
