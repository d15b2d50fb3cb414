package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.delivery.Clearing.Carried;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.HistorySettings;
import incoming.history.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingTest {
  @TempDir private Path data;

  private final List<Integer> settled = new ArrayList<>();
  private final Deque<Runnable> unsynced = new ArrayDeque<>();
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private History history;

  @BeforeEach
  void open() throws IOException {
    history =
        History.open(
            data,
            new HistorySettings(Duration.ofDays(1), Duration.ofDays(1), 1 << 24),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    history.close();
  }

  private Clearing clearing(boolean together) {
    return new Clearing(history, together, threads::add);
  }

  private static String id(int n) {
    return new UUID(n, n).toString();
  }

  private Carried carried(int n) {
    Delivery known = Delivery.accepted(id(n), "orders", 0, new byte[0]);
    return new Carried(
        known,
        onDisk -> {
          assertThat(state(n)).isEqualTo(State.PENDING);
          settled.add(n);
          unsynced.add(onDisk);
        });
  }

  private State state(int n) {
    return history.find(id(n)).map(Delivery::state).orElse(null);
  }

  private void sync() {
    List<Runnable> now = List.copyOf(unsynced);
    unsynced.clear();
    now.forEach(Runnable::run);
  }

  @Test
  void letterByItselfIsSettledAtOnceAfterTheHistoryIsTold() {
    clearing(true).add(carried(1));
    assertThat(settled).containsExactly(1);
    assertThat(threads).isEmpty();
  }

  @Test
  void lettersThatComeBeforeASyncAreSettledTogetherAfterIt() {
    Clearing clearing = clearing(true);
    for (int n = 1; n <= 4; n++) {
      clearing.add(carried(n));
    }
    assertThat(settled).containsExactly(1);
    sync();
    assertThat(settled).as("not by the thread of the journal").containsExactly(1);
    threads.remove().run();
    assertThat(settled).containsExactly(1, 2, 3, 4);

    clearing.add(carried(5));
    unsynced.remove().run();
    assertThat(threads).as("two of three are not on disk").isEmpty();
    sync();
    threads.remove().run();
    assertThat(settled).containsExactly(1, 2, 3, 4, 5);

    sync();
    clearing.add(carried(6));
    assertThat(settled).as("nothing was in work").endsWith(6);
    assertThat(threads).isEmpty();
  }

  @Test
  void lettersAreSettledAlsoWhenTheBrokerEndsBeforeASync() {
    Clearing clearing = clearing(true);
    clearing.add(carried(1));
    clearing.add(carried(2));
    clearing.renew();
    threads.remove().run();
    assertThat(settled).containsExactly(1, 2);
    sync(); // late, of both
    clearing.add(carried(3));
    assertThat(settled).containsExactly(1, 2, 3);
    sync();
    clearing.renew();
    clearing.add(carried(4));
    assertThat(settled).containsExactly(1, 2, 3, 4);
    assertThat(threads).isEmpty();
  }

  @Test
  void brokerElsewhereIsAskedForEachByItself() {
    Clearing clearing = clearing(false);
    clearing.add(carried(1));
    clearing.add(carried(2));
    assertThat(settled).containsExactly(1, 2);
    assertThat(threads).isEmpty();
  }
}
