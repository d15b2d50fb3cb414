package incoming.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "10s,PT10S",
    "5m,PT5M",
    "2h,PT2H",
    "7d,PT168H",
    "0s,PT0S",
    "1 s,PT1S"
  })
  void timeIsANumberWithAUnit(String text, Duration expected) {
    assertThat(Units.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "7w", "-1s", "1.5s", "PT1S", "s", "9999999999d", "1s "})
  void whatIsNoTimeIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Units.duration(text))
        .withMessageContaining("'" + text + "' is not a time")
        .withMessageContaining("7d");
  }

  @ParameterizedTest
  @CsvSource({"512,512", "512B,512", "16KiB,16384", "1MiB,1048576", "2GiB,2147483648"})
  void sizeIsBytesUnlessAUnitSaysOtherwise(String text, long expected) {
    assertThat(Units.bytes(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1MB", "1mib", "-1", "1.5MiB", "x"})
  void whatIsNoSizeIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Units.bytes(text))
        .withMessageContaining("'" + text + "' is not a size")
        .withMessageContaining("1MiB");
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "10"})
  void numberWithinItsBoundsIsTaken(String text) {
    assertThat(Units.number(text, 1, 10)).isEqualTo(Integer.parseInt(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "99999999999", "ten", "1e3", ""})
  void numberOutsideItsBoundsIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.number(text, 1, 10));
  }
}
