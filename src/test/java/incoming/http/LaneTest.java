package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final Lane lane = new Lane(2);
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final Workers workers = new Workers(threads::add, 5);
  private final List<Integer> done = new ArrayList<>();

  private void add(int n) {
    lane.execute(workers, () -> done.add(n));
  }

  private void work() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  @Test
  void takesNoMoreWorkersThanItIsWide() throws InterruptedException {
    ExecutorService pool = Executors.newCachedThreadPool();
    Workers five = new Workers(pool, 5);
    AtomicInteger atATime = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(10_000);
    for (int n = 0; n < 10_000; n++) {
      lane.execute(
          five,
          () -> {
            most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            atATime.decrementAndGet();
            left.countDown();
          });
    }
    left.await();
    pool.shutdown();

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void runsAllInTheOrderInWhichTheyCame() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }
    work();

    assertThat(done).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void nextOneQueuesBehindTheRequestsOfOtherLanes() {
    add(1);
    add(2);
    add(3);
    workers.execute(() -> done.add(-1));
    work();

    assertThat(done).containsExactly(1, 2, -1, 3);
  }

  @Test
  void nextOneCallsForNoWorker() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }

    threads.remove().run();

    assertThat(done).hasSize(5);
    assertThat(threads).hasSize(1); // for the second one, while the first was in work
  }

  @Test
  void placeIsFreeAgainAfterAllHasRun() {
    add(1);
    add(2);
    work();
    add(3);
    add(4);
    work();

    assertThat(done).containsExactly(1, 2, 3, 4);
  }

  @Test
  void failingRequestGivesItsPlaceBack() throws InterruptedException {
    List<Throwable> uncaught = new ArrayList<>();
    lane.execute(
        workers,
        () -> {
          throw new IllegalStateException("x");
        });
    add(2);
    add(3);
    Thread thread = new Thread(this::work);
    thread.setUncaughtExceptionHandler((where, failure) -> uncaught.add(failure));
    thread.start();
    thread.join();

    assertThat(done).containsExactly(2, 3);
    assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("x");
  }

  @Test
  void refusedRequestGivesItsPlaceBack() {
    Workers ended =
        new Workers(
            task -> {
              throw new RejectedExecutionException();
            },
            5);
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> lane.execute(ended, () -> done.add(0)));
    }
    add(1);
    work();

    assertThat(done).containsExactly(1);
  }
}
