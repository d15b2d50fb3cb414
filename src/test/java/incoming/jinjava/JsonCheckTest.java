package incoming.jinjava;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"{}", " [1, 1e400, -0] ", "\"x\"", "null", "{\"a\": {\"a\": 1}}"})
  void oneJsonValueIsAccepted(String text) {
    assertThat(JsonCheck.fault(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1,}; line 1, column 9, before '}'",
        "[1,]; line 1, column 4, before ']'",
        "{\"a\" 1}; line 1, column 6",
        "{\"a\": 1 \"b\": 2}; line 1, column 9",
        "{\"a\": }; line 1, column 7, before '}'",
        "[1; line 1, column 3",
        "{'a': 1}; line 1, column 2",
        "{\"a\": 1, \"a\": 2}; line 1, column",
        "[NaN]; line 1, column",
        "[01]; line 1, column",
        "{} {}; line 1, column 4, before '{'",
        "true false; line 1, column",
        "secret; line 1, column",
      })
  void everythingElseIsRefusedWithItsPlace(String text, String place) {
    assertThat(JsonCheck.fault(text))
        .hasValueSatisfying(fault -> assertThat(fault).contains(place).doesNotContain("secret"));
  }

  @Test
  void nothingIsNoJson() {
    assertThat(JsonCheck.fault("  ")).contains("the rendered text is empty, not JSON");
  }

  @Test
  void nestingIsLimited() {
    assertThat(JsonCheck.fault("[".repeat(5_000) + "]".repeat(5_000))).isPresent();
  }
}
