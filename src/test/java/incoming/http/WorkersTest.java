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
  void oneWorkerAtATimeIsCalledFor() {
    for (int n = 1; n <= 5; n++) {
      add(n);
    }

    assertThat(threads).hasSize(1);
  }

  @Test
  void workerCallsTheNextBeforeItWorks() {
    workers.execute(() -> done.add(threads.size()));
    add(2);

    work();

    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void workerDoesWhatWaitsInTheOrderInWhichItCame() {
    for (int n = 1; n <= 4; n++) {
      add(n);
    }

    work();

    assertThat(done).containsExactly(1, 2, 3, 4);
  }

  @Test
  void asManyTasksRunAtATimeAsThereAreWorkers() {
    workers.execute(this::work);
    workers.execute(
        () -> {
          add(1);
          assertThat(threads).isEmpty();
        });

    work();

    assertThat(done).containsExactly(1);
  }

  @Test
  void workerThatComesTooLateIsFree() {
    add(1);
    add(2);
    work();
    work();
    assertThat(threads).isEmpty();

    workers.execute(this::work);
    add(3);
    work();

    assertThat(done).containsExactly(1, 2, 3);
  }

  @Test
  void taskOfAWorkerThatComesBackCallsForNone() {
    workers.execute(() -> workers.executeNext(() -> done.add(2)));
    work();

    assertThat(done).containsExactly(2);
    assertThat(threads).isEmpty();
  }

  @Test
  void tasksThatBlockHoldUpNoOtherWhileThereAreWorkers() throws InterruptedException {
    ExecutorService pool = Executors.newCachedThreadPool();
    Workers many = new Workers(pool, 8);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1_000);
    for (int n = 0; n < 1_000; n++) {
      many.execute(left::countDown);
      if (n % 143 == 0) {
        many.execute(() -> await(end)); // 7 of them
      }
    }
    left.await();
    end.countDown();
    pool.shutdown();

    assertThat(left.getCount()).isZero();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
              work();
            });
    thread.setUncaughtExceptionHandler((where, failure) -> uncaught.add(failure));
    thread.start();
    thread.join();

    assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("broken");
    assertThat(done).containsExactly(1);
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
  void taskThatReliedOnARefusedCallRunsWhereItWasRefused() {
    List<Workers> asked = new ArrayList<>();
    Workers ended =
        new Workers(
            task -> {
              asked.get(0).execute(() -> done.add(2));
              throw new RejectedExecutionException();
            },
            2);
    asked.add(ended);

    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> ended.execute(() -> done.add(1)));

    assertThat(done).containsExactly(2);
  }

  @Test
  void workerThatFindsNoOtherDoesAllItself() {
    AtomicInteger calls = new AtomicInteger();
    Workers ending =
        new Workers(
            task -> {
              if (calls.getAndIncrement() > 0) {
                throw new RejectedExecutionException();
              }
              threads.add(task);
            },
            2);
    for (int n = 1; n <= 3; n++) {
      int number = n;
      ending.execute(() -> done.add(number));
    }

    work();

    assertThat(done).containsExactly(1, 2, 3);
    assertThat(calls).hasValue(2);
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
