package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {
  @Test
  void callsAreLimitedUnlessToldOtherwise() {
    assertThat(TargetSettings.read(new Settings(Map.of())))
        .isEqualTo(
            new TargetSettings(Duration.ofSeconds(5), Duration.ofSeconds(30), 256, 64, 65536));
  }

  @Test
  void everyLimitIsReadAndChecked() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.delivery.connect-timeout", "1s",
                "incoming.delivery.response-timeout", "soon",
                "incoming.delivery.max-connections", "0",
                "incoming.delivery.max-connections-per-target", "8",
                "incoming.delivery.max-response", "1KiB"));
    assertThat(TargetSettings.read(settings))
        .isEqualTo(new TargetSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 256, 8, 1024));
    assertThat(settings.problems()).hasSize(2);
  }
}
