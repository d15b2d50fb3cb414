package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.delivery.Clearing.Carried;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.HistorySettings;
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
  private final Deque<Runnable> soon = new ArrayDeque<>();
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

  private Clearing clearing(boolean together, int carrying) {
    Clearing clearing = new Clearing(history, together, soon::add);
    for (int i = 0; i < carrying; i++) {
      clearing.begin();
    }
    return clearing;
  }

  private static String id(int n) {
    return new UUID(n, n).toString();
  }

  private Carried carried(int n) {
    return carried(n, false);
  }

  private Carried carried(int n, boolean urgent) {
    Delivery known = Delivery.accepted(id(n), "orders", 0, new byte[0]);
    return new Carried(known, urgent, () -> settle(n));
  }

  private void settle(int n) {
    assertThat(history.find(id(n))).as("the history is told first").isPresent();
    settled.add(n);
  }

  @Test
  void letterByItselfIsSettledAtOnce() {
    clearing(true, 1).add(carried(1));
    assertThat(settled).containsExactly(1);
    assertThat(soon).isEmpty();
  }

  @Test
  void letterWaitsForOthersWhileMoreOfThemAreCarriedThanWait() {
    Clearing clearing = clearing(true, 5);
    clearing.add(carried(1));
    clearing.add(carried(2));
    assertThat(settled).isEmpty();
    clearing.add(carried(3));
    assertThat(settled).containsExactly(1, 2, 3);
  }

  @Test
  void lettersThatStayInTheirQueuesAreWaitedForNoMore() {
    Clearing clearing = clearing(true, 4);
    clearing.abandon();
    clearing.abandon();
    clearing.add(carried(1));
    assertThat(settled).containsExactly(1);
  }

  @Test
  void manyLettersWaitForNoMore() {
    Clearing clearing = clearing(true, 100);
    for (int n = 1; n <= 8; n++) {
      assertThat(settled).isEmpty();
      clearing.add(carried(n));
    }
    assertThat(settled).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void letterWhoseSuccessorWaitsIsSettledAtOnceWithAllOthers() {
    Clearing clearing = clearing(true, 10);
    clearing.add(carried(1));
    clearing.add(carried(2, true));
    assertThat(settled).containsExactly(1, 2);
  }

  @Test
  void letterIsSettledSoonWhateverBecomesOfTheOthers() {
    Clearing clearing = clearing(true, 100);
    clearing.add(carried(1));
    clearing.add(carried(2));
    assertThat(soon).hasSize(1);
    soon.remove().run();
    assertThat(settled).containsExactly(1, 2);
    assertThat(soon).isEmpty();

    clearing.add(carried(3));
    clearing.add(carried(4, true));
    clearing.add(carried(5));
    assertThat(soon).as("one look at a time").hasSize(1);
    soon.remove().run();
    assertThat(settled).as("it has waited for a moment only").endsWith(4);
    soon.remove().run();
    assertThat(settled).endsWith(4, 5);
    clearing.add(carried(6, true));
    assertThat(soon).isEmpty();
  }

  @Test
  void brokerElsewhereIsAskedForEachByItself() {
    Clearing clearing = clearing(false, 100);
    clearing.add(carried(1));
    clearing.add(carried(2));
    assertThat(settled).containsExactly(1, 2);
    assertThat(soon).isEmpty();
  }
}
