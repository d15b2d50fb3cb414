package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DedupSettingsTest {
  @Test
  void defaultsAreSevenDays() {
    Settings settings = new Settings(Map.of());

    assertThat(DedupSettings.read(settings))
        .isEqualTo(
            new DedupSettings(
                Duration.ofDays(7), Duration.ofSeconds(60), Duration.ofSeconds(2), 10_000));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "incoming.dedup.window, 500ms",
    "incoming.dedup.window, 4000d",
    "incoming.dedup.window, 30s",
    "incoming.dedup.lease, 10ms",
    "incoming.dedup.wait, 2m",
    "incoming.dedup.in-memory, 0",
  })
  void impossibleValueIsAProblemOfItsKey(String key, String value) {
    Settings settings = new Settings(Map.of(key, value));

    DedupSettings.read(settings);

    assertThat(settings.problems()).isNotEmpty();
  }
}
