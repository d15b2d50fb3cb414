package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "request-timeout, 0s",
    "request-timeout, 100d",
    "idle-timeout, 0ms",
    "shutdown-timeout, 2d",
    "max-body-memory, 0",
    "max-body, 2GiB"
  })
  void limitThatCannotWorkIsRefused(String key, String value) {
    Settings settings =
        new Settings(Map.of("incoming.http." + key, value, "incoming.http.max-header", "16KiB"));
    DoorSettings.read(settings);

    assertThat(settings.problems())
        .anyMatch(problem -> problem.startsWith("incoming.http." + key + ": "));
  }

  @Test
  void bodyLargerThanTheMemoryForAllIsRefused() {
    Settings settings =
        new Settings(
            Map.of("incoming.http.max-body", "100MiB", "incoming.http.max-body-memory", "64MiB"));
    DoorSettings.read(settings);

    assertThat(settings.problems())
        .containsExactly(
            "incoming.http.max-body: 104857600 is more than incoming.http.max-body-memory,"
                + " 67108864");
  }
}
