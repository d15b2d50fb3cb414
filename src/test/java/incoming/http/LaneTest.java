package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final Lane lane = new Lane(2);
  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final List<Integer> done = new ArrayList<>();

  private void add(int n) {
    lane.execute(workers::add, () -> done.add(n));
  }

  private void work() {
    workers.remove().run();
  }

  @Test
  void takesNoMoreWorkersThanItIsWide() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }

    assertThat(workers).hasSize(2);
  }

  @Test
  void runsAllInTheOrderInWhichTheyCame() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }
    while (!workers.isEmpty()) {
      work();
    }

    assertThat(done).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void nextOneQueuesBehindTheRequestsOfOtherLanes() {
    add(1);
    add(2);
    add(3);
    workers.add(() -> done.add(-1));
    while (!workers.isEmpty()) {
      work();
    }

    assertThat(done).containsExactly(1, 2, -1, 3);
  }

  @Test
  void placeIsFreeAgainAfterAllHasRun() {
    add(1);
    add(2);
    work();
    work();
    add(3);
    add(4);

    assertThat(workers).hasSize(2);
  }

  @Test
  void failingRequestGivesItsPlaceBack() {
    lane.execute(
        workers::add,
        () -> {
          throw new IllegalStateException("x");
        });
    add(2);
    add(3);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::work);
    work();
    work();

    assertThat(done).containsExactly(2, 3);
  }

  @Test
  void refusedRequestGivesItsPlaceBack() {
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(
              () ->
                  lane.execute(
                      task -> {
                        throw new RejectedExecutionException();
                      },
                      () -> done.add(0)));
    }
    add(1);

    assertThat(workers).hasSize(1);
  }
}
