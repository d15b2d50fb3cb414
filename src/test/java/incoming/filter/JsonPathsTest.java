package incoming.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathsTest {
  @BeforeAll
  static void install() {
    JsonPaths.install();
  }

  private static boolean passes(String path, Object value) {
    Map<String, Object> event = Collections.singletonMap("v", value);
    List<?> found = JsonPath.read(event, path);
    return !found.isEmpty();
  }

  @Test
  void textNumberAndBooleanMatch() {
    assertThat(passes("$[?(@.v =~ /pa.d/)]", "paid")).isTrue();
    assertThat(passes("$[?(@.v =~ /PA.D/i)]", "paid")).isTrue();
    assertThat(passes("$[?(@.v =~ /a.*/s)]", "a\nb")).isTrue();
    assertThat(passes("$[?(@.v =~ /a.*/)]", "a\nb")).isFalse();
    assertThat(passes("$[?(@.v =~ /1\\d/)]", 17)).isTrue();
    assertThat(passes("$[?(@.v =~ /t.*/)]", true)).isTrue();
    assertThat(passes("$[?(/pa.d/ =~ @.v)]", "paid")).isTrue();
    assertThat(passes("$[?(@.v =~ /a\\/\\u007b.*/s)]", "a/{b")).isTrue();
  }

  @Test
  void anyTextCanBeAskedHowItBegins() {
    String beginning = "&&" + "x".repeat(2_000);
    assertThat(
            passes("$[?(@.v =~ /" + beginning + ".*/s)]", beginning + "\n" + "y".repeat(100_000)))
        .isTrue();
    assertThat(passes("$[?(@.v =~ /" + beginning + ".*/s)]", "y" + beginning)).isFalse();
    assertThat(passes("$[?(@.v =~ /a\\.\\u007b.*/s)]", "a.{" + "y".repeat(100_000))).isTrue();
    assertThat(passes("$[?(@.v =~ /a\\.*/s)]", "a...")).isTrue();
    assertThat(passes("$[?(@.v =~ /a\\.*/s)]", "ab")).isFalse();
    assertThat(passes("$[?(@.v =~ /[ab].*/s)]", "bc")).isTrue();
    assertThat(passes("$[?(@.v =~ /\\d.*/s)]", "7c")).isTrue();
  }

  @Test
  void whatIsNotThereAndWhatIsNullMatchNothing() {
    assertThat(passes("$[?(@.v =~ /.*/)]", null)).isFalse();
    assertThat(passes("$[?(@.w =~ /.*/)]", "x")).isFalse();
    assertThat(passes("$[?(@.v =~ /.*/)]", Map.of())).isFalse();
    assertThat(passes("$[?(@.v =~ /.*/)]", "")).isTrue();
  }

  @Test
  void listMatchesByOneOfItsElementsWithinTheLimitOfOneText() {
    assertThat(passes("$[?(@.v =~ /b/)]", Arrays.asList("a", null, "b"))).isTrue();
    assertThat(passes("$[?(@.v =~ /c/)]", List.of("a", "b"))).isFalse();
    assertThat(passes("$[?(@.v =~ /b/)]", List.of("a".repeat(16 * 1024), "b"))).isFalse();
  }

  @Test
  void noValueKeepsAThreadBusy() {
    assertThat(passes("$[?(@.v =~ /(a|a)*b/)]", "a".repeat(10_000))).isFalse();
    assertThat(passes("$[?(@.v =~ /(a|a)*b/)]", "a".repeat(1_000_000) + "b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$[?(@.v =~ /(?=a)b/)]",
        "$[?(@.v == 'it\\'s' && @.w =~ /a++/)]",
        "$[?(@.v =~ /a/x)]",
        "$[?(@.v =~ /(a{100}){100}/)]",
        "$[?(@.v =~ /(/)]",
        "$[?("
      })
  void pathThatCouldNotBeEvaluatedIsRefused(String path) {
    assertThatThrownBy(() -> JsonPaths.check(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$[?(@.v =~ /a\\/b/i && @.w == '/(?=x)/')]",
        "$[?(@.v == \"=~ /(?=a)/\")]",
        "$.v",
        "$[?(@['a/b'] == 1)]"
      })
  void whatIsNoRegularExpressionIsNotReadAsOne(String path) {
    assertThatCode(() -> JsonPaths.check(path)).doesNotThrowAnyException();
  }
}
