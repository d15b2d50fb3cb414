package incoming.history;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.KilledWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes, and looks for what it had written. */
class HistoryCrashIT {
  private static final HistorySettings SETTINGS =
      new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 2L << 30);
  private static final int ENOUGH = 3_000;
  private static final int WRITERS = 4;

  @TempDir Path directory;

  @Test
  void killedProcessLosesNothingThatWasPutAndItsIndexAgrees() throws Exception {
    List<String> put = KilledWriter.linesOf(Writer.class, directory, ENOUGH, () -> {});

    try (History history = History.open(directory, SETTINGS, Clock.systemUTC())) {
      assertThat(put).allMatch(id -> history.find(id).orElseThrow().state() == State.DELIVERED);
      List<String> listed = delivered(history);
      assertThat(listed).containsAll(put).doesNotHaveDuplicates();
      assertThat(listed).allMatch(id -> history.find(id).isPresent());
    }
  }

  private static List<String> delivered(History history) {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page =
          history.page(
              new Criteria(
                  Optional.of(State.DELIVERED),
                  Optional.of("shop"),
                  0,
                  Long.MAX_VALUE,
                  cursor,
                  Criteria.MAX_LIMIT));
      page.deliveries().forEach(summary -> ids.add(summary.eventId()));
      cursor = page.next();
    } while (cursor.isPresent());
    return ids;
  }

  /** Takes deliveries from state to state until it is killed, and says each that has arrived. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      PrintStream out = KilledWriter.told();
      History history = History.open(Path.of(args[0]), SETTINGS, Clock.systemUTC());
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < WRITERS; i++) {
        new Thread(() -> write(history, next, out), "writer").start();
      }
    }

    private static void write(History history, AtomicInteger next, PrintStream out) {
      while (true) {
        String id = Deliveries.id(System.currentTimeMillis(), next.incrementAndGet());
        history.accepted(Deliveries.of(id, "shop", State.PENDING));
        history.put(Deliveries.of(id, "shop", State.RETRYING));
        history.put(Deliveries.of(id, "shop", State.DELIVERED));
        out.println(id);
      }
    }
  }
}
