package incoming.history;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistorySettingsTest {
  @Test
  void defaultsAreAWeekAMonthAndTwoGibibytes() {
    Settings settings = new Settings(Map.of());

    assertThat(HistorySettings.read(settings))
        .isEqualTo(new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 2L << 30));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "incoming.delivery.history, 0s",
    "incoming.delivery.history, 4000d",
    "incoming.delivery.dead-letters, soon",
    "incoming.delivery.max-history, 1MiB",
  })
  void impossibleValueIsAProblemOfItsKey(String key, String value) {
    Settings settings = new Settings(Map.of(key, value));

    HistorySettings.read(settings);

    assertThat(settings.problems()).singleElement().asString().startsWith(key);
  }
}
