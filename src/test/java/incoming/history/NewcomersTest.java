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
    newcomers.remove(newcomer(1).eventId());
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
    newcomers.add(newcomer(1));

    newcomers.drain(delivery -> assertThat(newcomers.get(delivery.eventId())).isSameAs(delivery));
    assertThat(newcomers.get(newcomer(1).eventId())).isNull();
  }

  private List<Delivery> drained() {
    List<Delivery> all = new ArrayList<>();
    newcomers.drain(all::add);
    return all;
  }

  private static Delivery newcomer(int n) {
    return Delivery.accepted(
        Deliveries.id(Deliveries.NOW, n), "shop", Deliveries.NOW, new byte[EVENT_SIZE]);
  }
}
