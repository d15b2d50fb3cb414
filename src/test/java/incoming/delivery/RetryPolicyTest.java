package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final long FIRST_ATTEMPT = 1_000_000;
  private static final double MIDDLE = 0.5;

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(24));

  private Optional<Duration> next(int attempts, Duration sinceFirst, Duration asked) {
    return policy.next(
        attempts,
        FIRST_ATTEMPT,
        FIRST_ATTEMPT + sinceFirst.toMillis(),
        Optional.ofNullable(asked),
        MIDDLE);
  }

  @Test
  void waitDoublesWithEachAttempt() {
    assertThat(next(1, Duration.ZERO, null)).contains(Duration.ofSeconds(1));
    assertThat(next(2, Duration.ZERO, null)).contains(Duration.ofSeconds(2));
    assertThat(next(5, Duration.ZERO, null)).contains(Duration.ofSeconds(16));
  }

  @Test
  void waitIsNeverLongerThanTheLongest() {
    assertThat(next(11, Duration.ZERO, null)).contains(Duration.ofMinutes(15));
    assertThat(next(1_000_000, Duration.ZERO, null)).contains(Duration.ofMinutes(15));
  }

  @Test
  void lastAttemptIsAtTheEndOfThePeriod() {
    assertThat(next(50, Duration.ofHours(24).minusMinutes(1), null))
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void afterThePeriodThereIsNoNextAttempt() {
    assertThat(next(50, Duration.ofHours(24), null)).isEmpty();
  }

  @Test
  void longerWaitOfTheTargetIsObeyed() {
    assertThat(next(1, Duration.ZERO, Duration.ofHours(2))).contains(Duration.ofHours(2));
  }

  @Test
  void shorterWaitOfTheTargetDoesNotHurryIt() {
    assertThat(next(5, Duration.ZERO, Duration.ofSeconds(1))).contains(Duration.ofSeconds(16));
  }

  @Property
  void chanceMovesTheWaitByAFifthAtMost(
      @ForAll @IntRange(min = 1, max = 100) int attempts,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    long middle = policy.backoff(attempts, MIDDLE);

    assertThat(policy.backoff(attempts, chance))
        .isBetween((long) (middle * 0.8) - 1, (long) (middle * 1.2) + 1);
  }
}
