package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.address.AddressRange;
import incoming.config.Settings;
import incoming.target.AllowedHosts.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetSettingsTest {
  @Test
  void callsAreLimitedUnlessToldOtherwise() {
    assertThat(TargetSettings.read(new Settings(Map.of())))
        .isEqualTo(
            new TargetSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                2_048,
                256,
                65536,
                new AllowedHosts(List.of())));
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
                "incoming.delivery.max-response", "1KiB",
                "incoming.delivery.allow-hosts", "db.internal:8080, 10.0.0.0/8"));
    assertThat(TargetSettings.read(settings))
        .isEqualTo(
            new TargetSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                2_048,
                8,
                1024,
                new AllowedHosts(
                    List.of(
                        new Entry("db.internal", null, 8080),
                        new Entry(null, AddressRange.parse("10.0.0.0/8"), 0)))));
    assertThat(settings.problems()).hasSize(2);
  }
}
