package incoming.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  enum Colour {
    @JsonProperty("red")
    RED,
    GREEN
  }

  record Inner(String text, Integer number, Boolean truth, Colour colour) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Square.class, name = "square"),
    @JsonSubTypes.Type(value = Round.class, name = "round")
  })
  sealed interface Shape {}

  record Square(int side) implements Shape {}

  record Round(int radius) implements Shape {}

  record Outer(String name, List<Inner> list, Shape shape) {}

  @Test
  void wellFormedBodyIsRead() throws Refusal {
    Outer outer = read("{\"name\":\"a\",\"list\":[{\"text\":\"t\",\"number\":1,\"truth\":true}]}");

    assertThat(outer).isEqualTo(new Outer("a", List.of(new Inner("t", 1, true, null)), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nam\":1}|/nam|unknown member; known are list, name, shape",
        "{\"name\":1}|/name|must be a string",
        "{\"name\":true}|/name|must be a string",
        "{\"name\":{}}|/name|must be a string",
        "{\"list\":{}}|/list|must be an array",
        "{\"list\":[{\"number\":\"1\"}]}|/list/0/number|must be a number that fits",
        "{\"list\":[{\"number\":1.5}]}|/list/0/number|must be a number that fits",
        "{\"list\":[{\"number\":99999999999}]}|/list/0/number|must be a number that fits",
        "{\"list\":[{},{\"truth\":\"yes\"}]}|/list/1/truth|must be true or false",
        "{\"list\":[{\"colour\":\"blue\"}]}|/list/0/colour|must be one of red, GREEN",
        "{\"list\":[{\"a/b~c\":1}]}|/list/0/a~1b~0c|unknown member; known are colour, number, text, truth",
        "{\"list\":[{},null]}|/list/1|must not be null",
        "{\"shape\":{}}|/shape/type|is missing; one of round, square",
        "{\"shape\":{\"type\":\"flat\"}}|/shape/type|must be one of round, square",
        "[]||must be an object",
        "null||must not be null"
      })
  void whatIsWrongWithAFieldIsToldWithItsPlace(String body, String pointer, String detail) {
    Refusal refusal = refusal(body.getBytes(UTF_8));

    assertThat(refusal.problem().status()).isEqualTo(422);
    assertThat(refusal.members())
        .containsEntry("errors", List.of(new Fault(pointer == null ? "" : pointer, detail)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"name\":\"a\"",
        "{} {}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "NaN",
        "{\"list\":[{\"number\":NaN}]}",
        "{\"list\":[{\"text\":\"a\",\"text\":\"b\"}]}",
        "'a'"
      })
  void whatIsNoJsonIsMalformed(String body) {
    assertThat(refusal(body.getBytes(UTF_8)).problem().type())
        .isEqualTo("/problems/malformed-json");
  }

  @Test
  void otherEncodingsAreMalformed() {
    assertThat(refusal("{\"name\":\"\u00e4\"}".getBytes(ISO_8859_1)).problem().status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":", "{\"unknown\":", "{\"list\":[{\"unknown\":", ""})
  void deepBodyIsRefusedAndNotReadToItsEnd(String beginning) {
    Refusal refusal = refusal((beginning + "[".repeat(100_000)).getBytes(UTF_8));

    assertThat(refusal.problem().status()).isIn(400, 422);
  }

  @Test
  void wellFormedBodyOfTooManyLevelsIsToldSo() {
    String deep = "{\"unknown\":" + "[".repeat(64) + "]".repeat(64) + "}";

    assertThat(refusal(deep.getBytes(UTF_8)).problem().detail()).contains("more than 64 levels");
  }

  @Test
  void noClassIsNamed() {
    for (String body : List.of("{\"name\":{}}", "{\"list\":[1]}", "[]", "{\"list\":[[]]}")) {
      assertThat(refusal(body.getBytes(UTF_8)).members().toString())
          .doesNotContain("incoming.", "java.", "JsonTest", "Outer", "Inner");
    }
  }

  private static Outer read(String body) throws Refusal {
    return Json.read(body.getBytes(UTF_8), Outer.class);
  }

  private static Refusal refusal(byte[] body) {
    return catchThrowableOfType(Refusal.class, () -> Json.read(body, Outer.class));
  }
}
