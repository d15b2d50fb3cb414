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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClearingTest {
  private static final int REFUSED = 13;

  @TempDir private Path data;

  private final List<Integer> settled = new ArrayList<>();
  private final List<Integer> lost = new ArrayList<>();
  private final List<Integer> goneOn = new ArrayList<>();
  private final List<List<Integer>> batches = new ArrayList<>();
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
    Clearing clearing = new Clearing(history, together, this::commit, soon::add);
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
    return carried(new Carrier(n, false, () -> false), urgent);
  }

  private Carried carried(Carrier line, boolean urgent) {
    Delivery known = Delivery.accepted(id(line.n), "orders", 0, new byte[0]);
    return new Carried(known, urgent, line, failure -> end(line.n, failure));
  }

  private Runnable commit(List<Line> lines) throws ActiveMQException {
    List<Integer> batch = lines.stream().map(line -> ((Carrier) line).n).toList();
    batch.forEach(n -> assertThat(history.find(id(n))).as("is told first").isPresent());
    batches.add(batch);
    if (batch.contains(REFUSED)) {
      throw new ActiveMQException("refused");
    }
    return () -> {
      assertThat(settled).as("has no letter any more").containsAll(batch);
      goneOn.addAll(batch);
    };
  }

  private void end(int n, Optional<Exception> failure) {
    (failure.isPresent() ? lost : settled).add(n);
  }

  /** A line that tells nothing but who has it. */
  private record Carrier(int n, boolean sends, BooleanSupplier over) implements Line {
    @Override
    public boolean isOver() {
      return over.getAsBoolean();
    }

    @Override
    public void send(String queue, Letter letter) {}

    @Override
    public boolean send(String queue, Letter letter, Consumer<Optional<ActiveMQException>> told) {
      return true;
    }

    @Override
    public void send(String queue, Retry retry) {}

    @Override
    public void take(String queue, Executor threads, Consumer<ICoreMessage> taker) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void acknowledge() {}

    @Override
    public void commit() {}

    @Override
    public void next() {}

    @Override
    public void close() {}
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

  @Test
  void lettersThatOnlyLeaveTheirQueuesAreCommittedTogether() {
    Clearing clearing = clearing(true, 8);
    clearing.add(carried(1));
    clearing.add(carried(new Carrier(2, true, () -> false), false));
    clearing.add(carried(new Carrier(3, false, () -> true), false));
    clearing.add(carried(4));
    assertThat(batches).containsExactly(List.of(1, 4), List.of(2), List.of(3));
    assertThat(goneOn).containsExactly(1, 4, 2, 3);
  }

  @Test
  void whatFailsTakesAlongOnlyWhatIsCommittedWithIt() {
    Clearing clearing = clearing(true, 8);
    clearing.add(carried(1));
    clearing.add(carried(REFUSED));
    clearing.add(carried(new Carrier(2, true, () -> false), false));
    clearing.add(carried(3));
    assertThat(lost).containsExactly(1, REFUSED, 3);
    assertThat(settled).containsExactly(2);
    assertThat(goneOn).containsExactly(2);
  }

  @Test
  void letterWhoseBrokerEndsWhileItIsCommittedIsCommittedOnce() {
    Carrier line = new Carrier(1, false, () -> !batches.isEmpty());
    clearing(true, 1).add(carried(line, false));
    assertThat(batches).containsExactly(List.of(1));
    assertThat(settled).containsExactly(1);
  }
}
