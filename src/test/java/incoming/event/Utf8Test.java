package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import incoming.http.Problem;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0af", // overlong /
        "c180",
        "e080af",
        "e09f bf",
        "f08080af",
        "f88080 80af",
        "fc80 808080af",
        "c080", // overlong NUL, as Java writes it
        "eda080",
        "edafbf",
        "edb080",
        "edbfbf", // surrogates
        "eda0bdedb880", // a pair of them, as CESU-8 writes it
        "f4908080",
        "f5808080",
        "f7bfbfbf", // beyond U+10FFFF
        "80",
        "bf",
        "8080",
        "c3",
        "e282",
        "f09f98", // cut or out of place
        "c328",
        "e228a1",
        "e28228",
        "f0288cbc",
        "f09028bc",
        "f0288c28",
        "fe",
        "ff",
        "fffe",
        "feff", // other encodings' marks
        "3100 ff",
        "efbfbd80" // beside a genuine replacement character
      })
  void refusesWhatIsNotUtf8(String hex) {
    assertThat(refusal(hex).type()).isEqualTo("/problems/not-utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "31",
        "c280",
        "dfbf",
        "e0a080",
        "ed9fbf",
        "ee8080",
        "efbfbd",
        "efbfbf",
        "f0908080",
        "f48fbfbf"
      })
  void acceptsEveryEdgeOfUtf8(String hex) throws Refusal {
    byte[] bytes = bytes(hex);
    assertThat(Utf8.decode(bytes).getBytes(UTF_8)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ff | line 1, column 1: byte 0xff at offset 0 is not UTF-8",
        "5b0a20 c3a9 80 5d | line 2, column 3: byte 0x80 at offset 5 is not UTF-8",
        "22f09f9880c0af22 | line 1, column 3: byte 0xc0 at offset 5 is not UTF-8",
        "3120e282 | line 1, column 3: byte 0xe2 at offset 2 is not UTF-8",
        "efbfbdff | line 1, column 2: byte 0xff at offset 3 is not UTF-8",
      })
  void saysWhichByteIsWrong(String hex, String detail) {
    assertThat(refusal(hex).detail()).isEqualTo(detail);
  }

  @Test
  void findsTheFirstLoneSurrogate() {
    assertThat(Utf8.loneSurrogate("")).isEqualTo(-1);
    assertThat(Utf8.loneSurrogate("a\uD83D\uDE00b")).isEqualTo(-1);
    assertThat(Utf8.loneSurrogate("a\uD83D\uDE00\uD83D")).isEqualTo(3);
    assertThat(Utf8.loneSurrogate("\uDE00\uD83D")).isZero();
    assertThat(Utf8.loneSurrogate("\uD83D\uD83D\uDE00")).isZero();
  }

  @Property(tries = 500)
  void whatIsAcceptedIsExactlyWhatWasSent(@ForAll byte[] bytes) {
    String text;
    try {
      text = Utf8.decode(bytes);
    } catch (Refusal e) {
      assertThat(new String(bytes, UTF_8)).contains("\uFFFD");
      return;
    }
    assertThat(text.getBytes(UTF_8)).isEqualTo(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Problem refusal(String hex) {
    return catchThrowableOfType(Refusal.class, () -> Utf8.decode(bytes(hex))).problem();
  }
}
