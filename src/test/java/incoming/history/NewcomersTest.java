package incoming.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewcomersTest {
  private static final int EVENT_SIZE = 1000;

  private final Newcomers newcomers = new Newcomers(2 * (EVENT_SIZE + 512));

  @Test
  void whatIsTooMuchIsLeftOutAndCounted() {
    newcomers.add(newcomer(1));
    newcomers.add(newcomer(2));
    newcomers.add(newcomer(3));

    assertThat(newcomers.leftOut()).isEqualTo(1);
    assertThat(drained()).hasSize(2);
  }

  @Test
  void placeIsFreeAgainWhenOneHasGone() {
    newcomers.add(newcomer(1));
    newcomers.add(newcomer(2));
    newcomers.remove(List.of(newcomer(1)));
    newcomers.add(newcomer(3));

    assertThat(newcomers.leftOut()).isZero();
    assertThat(newcomers.get(newcomer(1).eventId())).isNull();
    assertThat(drained()).hasSize(2);
  }

  @Test
  void placesAreFreeAgainOnceWritten() {
    for (int n = 0; n < 100; n++) {
      newcomers.add(newcomer(n));
      newcomers.add(newcomer(n));
      assertThat(drained()).hasSize(1);
    }
    assertThat(newcomers.leftOut()).isZero();
  }

  @Test
  void newcomerIsThereUntilItIsWritten() {
    Delivery delivery = newcomer(1);
    newcomers.add(delivery);

    newcomers.drain(
        some -> {
          assertThat(some).containsExactly(delivery);
          assertThat(newcomers.get(delivery.eventId())).isSameAs(delivery);
        });
    assertThat(newcomers.get(delivery.eventId())).isNull();
  }

  @Test
  void newcomerIsWrittenInTheRoundInWhichItHasWaitedLongEnough() {
    Newcomers roomy = new Newcomers(1 << 20);
    roomy.add(newcomer(1));
    for (int round = 0; round < Newcomers.PATIENCE; round++) {
      assertThat(dueAtEndOfRound(roomy)).isEmpty();
    }

    assertThat(dueAtEndOfRound(roomy)).hasSize(1);
    assertThat(dueAtEndOfRound(roomy)).isEmpty();
  }

  @Test
  void crowdIsWrittenAtOnce() {
    newcomers.add(newcomer(1));
    newcomers.add(newcomer(2));

    assertThat(dueAtEndOfRound(newcomers)).hasSize(2);
  }

  @Test
  void oldestIsThatOfTheIntegration() {
    newcomers.add(Delivery.accepted(Deliveries.id(8, 1), "shop", 8, new byte[0]));
    newcomers.add(Delivery.accepted(Deliveries.id(7, 1), "shop", 7, new byte[0]));
    newcomers.add(Delivery.accepted(Deliveries.id(6, 1), "store", 6, new byte[0]));

    assertThat(newcomers.oldest("shop")).hasValue(7);
    assertThat(newcomers.oldest("none")).isEmpty();
  }

  private static List<Delivery> dueAtEndOfRound(Newcomers newcomers) {
    List<Delivery> all = new ArrayList<>();
    newcomers.endRound(all::addAll);
    return all;
  }

  private List<Delivery> drained() {
    List<Delivery> all = new ArrayList<>();
    newcomers.drain(all::addAll);
    return all;
  }

  private static Delivery newcomer(int n) {
    return Delivery.accepted(
        Deliveries.id(Deliveries.NOW, n), "shop", Deliveries.NOW, new byte[EVENT_SIZE]);
  }
}
