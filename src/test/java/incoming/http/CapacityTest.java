package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private final Capacity capacity =
      new Capacity(
          DoorSettings.read(
              new Settings(
                  Map.of(
                      "incoming.http.max-connections", "2",
                      "incoming.http.max-in-work", "2",
                      "incoming.http.max-body-memory", "100"))));

  @Test
  void connectionBeyondTheLimitIsRefusedUntilAnotherHasGone() {
    assertThat(capacity.connect()).isTrue();
    assertThat(capacity.connect()).isTrue();
    assertThat(capacity.connect()).isFalse();
    capacity.disconnect();
    capacity.disconnect();

    assertThat(capacity.connect()).isTrue();
  }

  @Test
  void workBeyondTheLimitIsRefusedAndTakesNothing() {
    assertThat(capacity.beginWork()).isTrue();
    assertThat(capacity.beginWork()).isTrue();
    assertThat(capacity.beginWork()).isFalse();
    assertThat(capacity.beginWork()).isFalse();
    capacity.endWork();

    assertThat(capacity.beginWork()).isTrue();
    assertThat(capacity.beginWork()).isFalse();
  }

  @Test
  void bodiesBeyondTheLimitAreRefusedAndTakeNothing() {
    assertThat(capacity.reserve(60)).isTrue();
    assertThat(capacity.reserve(41)).isFalse();
    assertThat(capacity.reserve(40)).isTrue();
    assertThat(capacity.reserve(1)).isFalse();
    capacity.free(60);

    assertThat(capacity.reserve(60)).isTrue();
  }
}
