package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final Deque<Runnable> alarms = new ArrayDeque<>();
  private final List<String> carried = new ArrayList<>();
  private final Semaphore shared = new Semaphore(100);
  private long millis;
  private int most = 16;
  private int inWork;
  private int mostInWork;
  private int leastShared = 100;
  private final Places places =
      new Places(
          threads::add,
          (task, after) -> alarms.add(task),
          () -> TimeUnit.MILLISECONDS.toNanos(millis),
          shared,
          () -> most);

  @Test
  void theFirstIsCarriedAtOnce() {
    assertThat(places.carry(letter("a"))).isTrue();
    assertThat(threads).hasSize(1);
    assertThat(shared.availablePermits()).isEqualTo(100);
  }

  @Test
  void othersAreCarriedByTheSameThreadInTheirOrder() {
    places.carry(letter("a"));
    assertThat(places.carry(letter("b"))).isFalse();
    places.carry(letter("c"));
    assertThat(places.waiting()).isEqualTo(2);

    threads.remove().run();

    assertThat(carried).containsExactly("a", "b", "c");
    assertThat(threads).isEmpty();
    assertThat(places.waiting()).isZero();
  }

  @Test
  void anotherIsCarriedBesideItOnlyOnceItHasWaited() {
    places.carry(letter("a"));
    places.carry(letter("b"));

    alarms.remove().run();
    assertThat(carried).isEmpty();

    millis += 2;
    alarms.remove().run();
    assertThat(carried).containsExactly("b");
    assertThat(alarms).isEmpty();
  }

  @Test
  void hangingCallsDoNotHoldUpThoseBehindThem() {
    places.carry(letter("first"));
    for (int i = 0; i < 40; i++) {
      places.carry(hanging("letter " + i, 100));
    }

    goOff(1);

    assertThat(mostInWork).isEqualTo(15);
    assertThat(leastShared).isEqualTo(85);
  }

  @Test
  void noMoreAreCarriedThanThereMayBe() {
    most = 1;
    places.carry(letter("a"));
    places.carry(letter("b"));

    assertThat(alarms).isEmpty();

    most = 2;
    places.carry(letter("c"));
    assertThat(alarms).hasSize(1);
    most = 1;
    millis += 2;
    alarms.remove().run();
    assertThat(carried).isEmpty();
    assertThat(alarms).isEmpty();
  }

  @Test
  void whileNoneIsToBeCarriedTheWaitingAreLedThrough() {
    places.carry(letter("a"));
    places.carry(letter("b"));
    most = 0;

    threads.remove().run();

    assertThat(carried).containsExactly("a", "b");
  }

  @Test
  void whatOthersTakeIsWaitedFor() {
    shared.drainPermits();
    places.carry(letter("a"));
    places.carry(letter("b"));
    millis += 2;
    alarms.remove().run();
    assertThat(carried).isEmpty();

    shared.release();
    alarms.remove().run();

    assertThat(carried).containsExactly("b");
    assertThat(shared.availablePermits()).isEqualTo(1);
  }

  @Test
  void aFailureCostsNoPlace() {
    places.carry(
        () -> {
          throw new IllegalStateException("failed");
        });
    places.carry(letter("b"));
    assertThatThrownBy(threads.remove()::run).hasMessage("failed");

    threads.remove().run();

    assertThat(carried).containsExactly("b");
    assertThat(places.carry(letter("c"))).isTrue();
  }

  @Property
  void allAreCarriedOnceAndNeverTooManyAtATime(
      @ForAll @Size(max = 60) List<@IntRange(max = 7) Integer> steps) {
    most = 3;
    mostInWork = 0;
    carried.clear();
    int sent = 0;
    for (int step : steps) {
      millis += 2;
      if (step < 4 || (alarms.isEmpty() && threads.isEmpty())) {
        places.carry(hanging("letter " + sent, step));
        sent++;
      } else if (step < 6 && !threads.isEmpty()) {
        threads.remove().run();
      } else if (!alarms.isEmpty()) {
        alarms.remove().run();
      }
    }
    while (!threads.isEmpty() || !alarms.isEmpty()) {
      millis += 2;
      (threads.isEmpty() ? alarms : threads).remove().run();
    }
    assertThat(carried).hasSize(sent).doesNotHaveDuplicates();
    assertThat(mostInWork).isLessThanOrEqualTo(3);
    assertThat(places.waiting()).isZero();
    assertThat(shared.availablePermits()).isEqualTo(100);
  }

  /** Hangs while so many alarms go off, which begin others beside it. */
  private Runnable hanging(String name, int alarmsMeanwhile) {
    return () -> {
      inWork++;
      mostInWork = Math.max(mostInWork, inWork);
      leastShared = Math.min(leastShared, shared.availablePermits());
      goOff(alarmsMeanwhile);
      carried.add(name);
      inWork--;
    };
  }

  private void goOff(int count) {
    for (int i = 0; i < count && !alarms.isEmpty(); i++) {
      millis += 2;
      alarms.remove().run();
    }
  }

  private Runnable letter(String name) {
    return () -> carried.add(name);
  }
}
