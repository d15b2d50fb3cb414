package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final long NOW = 5;
  private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void withoutALimitNobodyWaits() {
    Rate rate = new Rate(0, NOW);

    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isZero();
  }

  @Test
  void callsThatComeAtOnceAreSpreadEvenly() {
    Rate rate = new Rate(10, NOW);

    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isEqualTo(TENTH);
    assertThat(rate.take(NOW)).isEqualTo(2 * TENTH);
  }

  @Test
  void timeWithoutCallsIsNotSavedUp() {
    Rate rate = new Rate(10, NOW);
    long later = NOW + 100 * TENTH;

    assertThat(rate.take(later)).isZero();
    assertThat(rate.take(later)).isEqualTo(TENTH);
  }

  @Property
  void noTwoMomentsAreCloserThanTheRateAllows(
      @ForAll @Size(min = 2, max = 50) List<@LongRange(min = 0, max = 300_000_000) Long> gaps) {
    Rate rate = new Rate(10, NOW);
    long now = NOW;
    long before = Long.MIN_VALUE / 2;
    for (long gap : gaps) {
      now += gap;
      long moment = now + rate.take(now);
      assertThat(moment - before).isGreaterThanOrEqualTo(TENTH);
      before = moment;
    }
  }
}
