package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventSettingsTest {

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    assertThat(EventSettings.read(new Settings(Map.of())))
        .isEqualTo(new EventSettings(64, 10_000, 1_024, 4L << 20, 1_000, Optional.empty()));
  }

  @Test
  void everyLimitCanBeSet() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.event.max-depth", "8",
                "incoming.event.max-leaves", "100",
                "incoming.event.max-name-length", "64",
                "incoming.event.max-flat-size", "16KiB",
                "incoming.event.max-number-length", "30",
                "incoming.business-profile-id", "shop-7"));
    assertThat(EventSettings.read(settings))
        .isEqualTo(new EventSettings(8, 100, 64, 16_384, 30, Optional.of("shop-7")));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void depthThatCouldExhaustTheStackIsRefused() {
    Settings settings = new Settings(Map.of("incoming.event.max-depth", "501"));
    EventSettings.read(settings);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("incoming.event.max-depth: ")
        .contains("501", "1 to 500");
  }
}
