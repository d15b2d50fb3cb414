package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import incoming.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryOptionsTest {
  private static final DeliverySettings DEFAULTS =
      DeliverySettings.read(new Settings(Map.of("incoming.delivery.concurrency", "7")));

  private static DeliveryOptions take(Map<String, Object> options) {
    return DeliveryOptions.take(new HashMap<>(options), DEFAULTS);
  }

  @Test
  void withoutOptionsTheSettingsCount() {
    DeliveryOptions options = take(Map.of());

    assertThat(options.concurrency()).isEqualTo(7);
    assertThat(options.maxRate()).isZero();
    assertThat(options.strict()).isFalse();
    assertThat(options.retry()).isEqualTo(DEFAULTS.retry());
  }

  @Test
  void everyOptionWins() {
    DeliveryOptions options =
        take(
            Map.of(
                "concurrency", "2",
                "maxRate", "0.5",
                "retryDelay", "2s",
                "maxRetryDelay", "1m",
                "retryFor", "3h"));

    assertThat(options.concurrency()).isEqualTo(2);
    assertThat(options.maxRate()).isEqualTo(0.5);
    assertThat(options.retry())
        .isEqualTo(
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(3)));
  }

  @Test
  void strictOrderIsOneCallAtATime() {
    assertThat(take(Map.of("order", "strict")).concurrency()).isEqualTo(1);
  }

  @Test
  void strictOrderWithMoreCallsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> take(Map.of("order", "strict", "concurrency", "2")))
        .withMessage("order=strict makes one call at a time; leave concurrency out");
  }

  @Test
  void whatItDoesNotKnowIsLeft() {
    Map<String, Object> options = new HashMap<>(Map.of("concurrency", "2", "speed", "high"));

    DeliveryOptions.take(options, DEFAULTS);

    assertThat(options).containsOnlyKeys("speed");
  }

  @ParameterizedTest
  @CsvSource({
    "concurrency, 0",
    "concurrency, 65",
    "concurrency, many",
    "concurrency, 99999999999",
    "maxRate, 0",
    "maxRate, -1",
    "maxRate, NaN",
    "maxRate, 1e9",
    "order, random",
    "retryDelay, 1",
    "retryDelay, 2d",
    "maxRetryDelay, soon",
    "retryFor, 31d"
  })
  void wrongValueIsRefusedWithItsNameAndValue(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> take(Map.of(name, value)))
        .withMessageStartingWith(name + "=" + value + ": ");
  }
}
