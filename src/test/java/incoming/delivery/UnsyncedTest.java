package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.junit.jupiter.api.Test;

class UnsyncedTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // as nanoTime, it overflows
  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final Unsynced unsynced = new Unsynced(workers::add, now::get);
  private final List<Optional<ActiveMQException>> outcomes = new ArrayList<>();

  private Unsynced.Waiting watched() {
    Unsynced.Waiting request = unsynced.begin(outcomes::add);
    unsynced.watch(request);
    return request;
  }

  private void work() {
    while (!workers.isEmpty()) {
      workers.remove().run();
    }
  }

  @Test
  void requestGoesOnByAWorkerAlone() {
    watched().settle(Optional.empty());
    assertThat(outcomes).isEmpty();

    work();

    assertThat(outcomes).containsExactly(Optional.empty());
    assertThat(unsynced.size()).isZero();
  }

  @Test
  void failureOfTheJournalIsHanded() {
    ActiveMQException failure = new ActiveMQException("broken");

    watched().settle(Optional.of(failure));
    work();

    assertThat(outcomes).containsExactly(Optional.of(failure));
  }

  @Test
  void requestGoesOnAfterFiveSecondsAndNotBefore() {
    Unsynced.Waiting request = watched();
    now.addAndGet(PATIENCE - 1);
    unsynced.expire();
    assertThat(workers).isEmpty();

    now.incrementAndGet();
    unsynced.expire();
    request.settle(Optional.empty());
    unsynced.expire();
    work();

    assertThat(outcomes)
        .singleElement()
        .satisfies(failure -> assertThat(failure.orElseThrow()).hasMessageContaining("not answer"));
    assertThat(unsynced.size()).isZero();
  }

  @Test
  void requestThatGoesOnBeforeItIsWatchedIsNotWaitedFor() {
    Unsynced.Waiting request = unsynced.begin(outcomes::add);
    request.settle(Optional.empty());

    unsynced.watch(request);

    assertThat(unsynced.size()).isZero();
    assertThat(workers).hasSize(1);
  }

  @Test
  void requestThatNobodyWatchesDoesNotExpire() {
    unsynced.begin(outcomes::add);

    now.addAndGet(2 * PATIENCE);
    unsynced.expire();

    assertThat(workers).isEmpty();
  }

  @Test
  void requestGoesOnAlsoWhenTheWorkersHaveEnded() {
    Unsynced closed =
        new Unsynced(
            task -> {
              throw new RejectedExecutionException();
            },
            now::get);

    closed.begin(outcomes::add).settle(Optional.empty());

    assertThat(outcomes).containsExactly(Optional.empty());
  }

  @Test
  void requestGoesOnOnceWhateverComesAtTheSameTime() throws Exception {
    AtomicInteger wentOn = new AtomicInteger();
    Unsynced racing = new Unsynced(Runnable::run, now::get);
    int rounds = 2_000;
    List<Unsynced.Waiting> requests = new ArrayList<>();
    for (int n = 0; n < rounds; n++) {
      requests.add(racing.begin(failure -> wentOn.incrementAndGet()));
    }
    now.addAndGet(PATIENCE);
    CyclicBarrier start = new CyclicBarrier(3);
    List<Thread> threads =
        List.of(
            racer(start, () -> requests.forEach(racing::watch)),
            racer(start, () -> requests.forEach(one -> one.settle(Optional.empty()))),
            racer(start, () -> requests.forEach(one -> racing.expire())));
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(wentOn).hasValue(rounds);
    assertThat(racing.size()).isZero();
  }

  private static Thread racer(CyclicBarrier start, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                start.await();
                work.run();
              } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}
