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

class WorkersTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final Workers workers = new Workers(threads::add, 2);
  private final List<Integer> done = new ArrayList<>();

  private void add(int n) {
    workers.execute(() -> done.add(n));
  }

  private void work() {
    threads.remove().run();
  }

  @Test
  void asManyTasksRunAtATimeAsThereAreWorkers() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }

    assertThat(threads).hasSize(2);
  }

  @Test
  void workerGoesOnWithWhatWaits() {
    for (int n = 1; n <= 4; n++) {
      add(n);
    }

    work();

    assertThat(done).containsExactly(1, 3, 4);
    assertThat(threads).hasSize(1);
  }

  @Test
  void workerThatHasFinishedIsFree() {
    add(1);
    add(2);
    work();
    work();

    add(3);
    add(4);

    assertThat(threads).hasSize(2);
  }

  @Test
  void taskThatFailsCostsNoWorker() throws InterruptedException {
    List<Throwable> uncaught = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              workers.execute(
                  () -> {
                    throw new IllegalStateException("broken");
                  });
              add(1);
              add(2);
              work();
            });
    thread.setUncaughtExceptionHandler((where, failure) -> uncaught.add(failure));
    thread.start();
    thread.join();

    assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("broken");
    assertThat(done).containsExactly(2);
    assertThat(threads).hasSize(1);
  }

  @Test
  void refusedTaskCostsNoWorker() {
    AtomicInteger refusals = new AtomicInteger(3);
    Workers refusing =
        new Workers(
            task -> {
              if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException();
              }
              task.run();
            },
            1);
    for (int n = 0; n < 3; n++) {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> refusing.execute(() -> done.add(0)));
    }

    refusing.execute(() -> done.add(1));

    assertThat(done).containsExactly(1);
  }

  @Test
  void eachTaskRunsOnceHoweverManyThreadsGiveThem() throws InterruptedException {
    ExecutorService pool = Executors.newCachedThreadPool();
    Workers four = new Workers(pool, 4);
    AtomicInteger atATime = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(40_000);
    for (int giver = 0; giver < 4; giver++) {
      pool.execute(
          () -> {
            for (int n = 0; n < 10_000; n++) {
              four.execute(
                  () -> {
                    most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                    atATime.decrementAndGet();
                    left.countDown();
                  });
            }
          });
    }
    left.await();
    pool.shutdown();

    assertThat(most.get()).isBetween(1, 4);
    assertThat(atATime).hasValue(0);
  }
}
