package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
  @Test
  void withoutSettingsTheDefaultsCount() {
    Settings settings = new Settings(Map.of());
    assertThat(BrokerSettings.read(settings))
        .isEqualTo(new BrokerSettings(10L << 30, 256L << 20, 64L << 20));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void aBacklogSmallerThanAnEmptyJournalIsAProblem() {
    Settings settings = new Settings(Map.of("incoming.delivery.max-backlog", "1MiB"));
    assertThat(BrokerSettings.read(settings).maxBacklog()).isEqualTo(10L << 30);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("incoming.delivery.max-backlog: 1048576 is outside");
  }
}
