package incoming.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  @ParameterizedTest
  @CsvSource({
    "paid|open, paid, true",
    "paid|open, unpaid, false",
    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}, 6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10, true",
    "a\\/b\\u007bc\\u007d, a/b{c}, true",
    "\\\\u0041, \\u0041, true",
    "a&&b, a&&b, true",
    "(?i)PAID, paid, true"
  })
  void wholeTextIsToMatch(String expression, String text, boolean matches) {
    assertThat(Regex.of(expression).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a++",
        "(?=a)b",
        "(?<!a)b",
        "(a)\\1",
        "[a-z&&[^b]]",
        "((x{100}){100}){100}",
        "(x{1000}){1000}",
        "((((x{60}){60}){60}){60}){60}",
        "x{501}",
        "(([a-z]{30}){30}"
      })
  void whatCouldTakeLongOrIsNoneIsRefused(String expression) {
    assertThatThrownBy(() -> Regex.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("regular expression");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16 * 1024})
  void textUpToTheLimitIsLookedAt(int length) {
    assertThat(Regex.of("a*").matches("a".repeat(length))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a|a)*b", "(a+)+b", "(.*a){40}", "(a?){100}a{100}b", "(\\w+\\s?)*$b"})
  void textBeyondTheLimitMatchesNothingAndNoneTakesMoreThanItsLength(String expression) {
    assertThat(Regex.of(expression).matches("a".repeat(16 * 1024 + 1))).isFalse();
    // By Java's own engine some of these would not end before the sun does.
    assertThat(Regex.of(expression).matches("a".repeat(2_000) + "!")).isFalse();
  }

  @Property(tries = 300)
  void plainTextMeansToJavaWhatItMeansHere(
      @ForAll @StringLength(max = 8) @CharRange(from = ' ', to = '~') String text,
      @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'd') String other) {
    StringBuilder expression = new StringBuilder();
    text.chars().forEach(c -> expression.append("\\u%04x".formatted(c)));

    assertThat(Regex.of(expression.toString()).matches(text)).isTrue();
    assertThat(Regex.of(expression.toString()).matches(other))
        .isEqualTo(Pattern.matches(expression.toString(), other));
  }
}
