package incoming.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
  @Test
  void nothingIsEmpty() {
    assertThat(AnswerText.of(null, new byte[10], 0, 0)).isEmpty();
  }

  @Test
  void charsetOfTheContentTypeCounts() {
    assertThat(text("text/plain;charset=ISO-8859-1", "Zoë".getBytes(ISO_8859_1))).isEqualTo("Zoë");
    assertThat(text("application/json", "Zoë".getBytes(UTF_8))).isEqualTo("Zoë");
    assertThat(text(null, "Zoë".getBytes(UTF_8))).isEqualTo("Zoë");
    assertThat(text("text/plain;charset=none-such", "Zoë".getBytes(UTF_8))).isEqualTo("Zoë");
    assertThat(text("text/plain", "Zoë!".getBytes(ISO_8859_1))).isEqualTo("Zo\ufffd!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/png | (1.2 KB of image/png)",
        "application/octet-stream | (1.2 KB of application/octet-stream)",
        "IMAGE/PNG; x=y | (1.2 KB of image/png)",
        "<script>/x | (1.2 KB of binary data)"
      })
  void binaryIsSaidToBeSo(String type, String words) {
    byte[] bytes = new byte[1234];
    assertThat(text(type, bytes)).isEqualTo(words);
  }

  @Test
  void bytesOfNoTypeWithZeroAreBinary() {
    assertThat(text(null, new byte[] {'a', 0})).isEqualTo("(2 B of binary data)");
  }

  @Test
  void compressedBodyIsNotShown() {
    StringEntity entity = new StringEntity("x", ContentType.APPLICATION_JSON, "gzip", false);
    assertThat(AnswerText.of(entity, new byte[] {'x'}, 1, 1))
        .isEqualTo("(1 B of compressed application/json)");
  }

  @Test
  void characterCutAtTheEndIsLeftOut() {
    byte[] bytes = new byte[AnswerText.LENGTH];
    Arrays.fill(bytes, (byte) 'a');
    bytes[AnswerText.LENGTH - 1] = (byte) 0xc3;
    assertThat(text("text/plain", bytes)).isEqualTo("a".repeat(AnswerText.LENGTH - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u0000", "\r", "\u0085", "\u202e", "\u2028", "\u200f"})
  void whatSteersIsReplaced(String steering) {
    assertThat(text("text/plain", ("a" + steering.charAt(0) + "b").getBytes(UTF_8)))
        .isEqualTo("a\ufffdb");
  }

  @Test
  void linesStay() {
    assertThat(text("text/plain", "a\r\nb\n\tc".getBytes(UTF_8))).isEqualTo("a\nb\n\tc");
  }

  @Property(tries = 200)
  void anyBytesAreShownWithoutControlCharacters(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
    assertThat(text("text/plain", bytes).chars())
        .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
  }

  private static String text(String type, byte[] bytes) {
    ByteArrayEntity entity =
        new ByteArrayEntity(bytes, type == null ? null : ContentType.parseLenient(type));
    return AnswerText.of(entity, bytes, bytes.length, bytes.length);
  }
}
