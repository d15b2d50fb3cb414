package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final long NOW = 1_000_000;
  private static final double MIDDLE = 0.5;

  private final Breaker breaker =
      new Breaker(
          new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(24)));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(NOW, Optional.empty());
    }
  }

  @Test
  void fewFailuresLeaveItClosed() {
    fail(4);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.pause(NOW, MIDDLE)).isZero();
  }

  @Test
  void fiveFailuresInARowOpenIt() {
    fail(5);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.pause(NOW, MIDDLE)).isEqualTo(1_000);
  }

  @Test
  void anAnswerInBetweenKeepsItClosed() {
    fail(4);
    breaker.answered(NOW);
    fail(4);

    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void targetThatAnswersHalfOfItsEventsIsNotTakenForDead() {
    breaker.answered(NOW - 999);
    fail(100);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.pause(NOW, MIDDLE)).isZero();

    assertThat(breaker.failed(NOW + 1, Optional.empty())).isTrue();
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.pause(NOW, MIDDLE)).isEqualTo(1_000);
  }

  @Test
  void pauseDoublesUpToHalfAMinute() {
    fail(7);
    assertThat(breaker.pause(NOW, MIDDLE)).isEqualTo(4_000);

    fail(1_000);
    assertThat(breaker.pause(NOW, MIDDLE)).isEqualTo(30_000);
  }

  @Test
  void oneAnswerClosesIt() {
    fail(100);
    breaker.answered(NOW);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.pause(NOW, MIDDLE)).isZero();
  }

  @Test
  void timeThatTheTargetAskedForIsGivenToIt() {
    breaker.failed(NOW, Optional.of(Duration.ofSeconds(20)));

    assertThat(breaker.pause(NOW + 5_000, MIDDLE)).isEqualTo(15_000);
    assertThat(breaker.pause(NOW + 20_000, MIDDLE)).isZero();
  }

  @Test
  void targetCannotAskForMoreThanTheLongestWait() {
    breaker.failed(NOW, Optional.of(Duration.ofDays(7)));

    assertThat(breaker.pause(NOW, MIDDLE)).isEqualTo(Duration.ofMinutes(15).toMillis());
  }
}
