package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTextTest {
  private static final Event EVENT =
      new Event(
          "e1",
          "i",
          null,
          5,
          "POST",
          Map.of("x-id", "h"),
          Map.of(),
          Map.of("a", "x", "n", new JsonNumber("1.50"), "}\"", "odd", "list", List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "order {body.a}! | order x!",
        "{body.a}{body.n} | x1.50",
        "{eventId} at {time} | e1 at 5",
        "{headers[\"X-Id\"]} | h",
        "{body['}\"']} | odd",
        "{body[\"}\\\"\"]} | odd",
        "\\{body.a} | {body.a}",
        "a}b | a}b",
        "a\\b | a\\b",
        "{ request.body.a } | x"
      })
  void parametersAreReplacedAndTheRestStays(String text, String expected) {
    assertThat(written(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "order {body.a | \"order {body.a\", character 7: the parameter that begins here",
        "{body[\"a} | \"{body[\"a}\", character 1: the parameter that begins here",
        "order {} | \"order {}\", character 8: a name begins with",
        "order {bod.a} | \"order {bod.a}\", character 8: a name begins with",
        "{body.a b} | \"{body.a b}\", character 9: unexpected 'b'"
      })
  void wrongTextSaysWhere(String text, String problem) {
    assertThatThrownBy(() -> ParameterText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{body.none} | needs body.none, which the event does not have",
        "{businessProfileId} | needs businessProfileId, which is null",
        "{body.list} | needs body.list, which is an array",
        "{body} | needs body, which is an object"
      })
  void whatIsNoScalarIsTold(String text, String problem) {
    assertThat(write(text, new StringBuilder())).contains(problem);
  }

  @Test
  void splitsOutsideOfParametersOnly() {
    assertThat(ParameterText.parse("a/{body[\"x/y\"]}b//").split('/'))
        .extracting(ParameterText::toString)
        .containsExactly("a", "{body[\"x/y\"]}b", "", "");
  }

  @Test
  void writtenTextReadsTheSame() {
    String text = "\\{a} {body[\"}\"]} b";
    assertThat(ParameterText.parse(ParameterText.parse(text).toString())).hasToString(text);
  }

  @Property
  void textWithoutBracesIsItself(@ForAll String text) {
    String plain = text.replace("{", "");
    ParameterText parsed = ParameterText.parse(plain);
    assertThat(parsed.isConstant()).isTrue();
    assertThat(written(plain)).isEqualTo(plain);
  }

  private static String written(String text) {
    StringBuilder out = new StringBuilder();
    assertThat(write(text, out)).isEmpty();
    return out.toString();
  }

  private static Optional<String> write(String text, StringBuilder out) {
    return ParameterText.parse(text)
        .write(EVENT, out, (literal, to) -> to.append(literal), (value, to) -> to.append(value));
  }
}
