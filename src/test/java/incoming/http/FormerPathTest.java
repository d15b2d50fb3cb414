package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormerPathTest {
  @Test
  void pathAndTimeGoTogether() {
    assertThat(FormerPath.read(null, null)).isEmpty();
    assertThat(FormerPath.read("/in/was", "2026-12-31T12:00:00Z"))
        .contains(new FormerPath("/in/was", Instant.parse("2026-12-31T12:00:00Z").toEpochMilli()));
    assertThatThrownBy(() -> FormerPath.read("/in/was", null)).hasMessageStartingWith("formerPath");
    assertThatThrownBy(() -> FormerPath.read(null, "2026-12-31T12:00:00Z"))
        .hasMessageStartingWith("formerUntil");
  }

  @Test
  void timeIsWrittenInUtc() {
    assertThatThrownBy(() -> FormerPath.read("/in/was", "tomorrow"))
        .hasMessageContaining("2026-12-31T12:00:00Z");
  }
}
