package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  @Test
  void conditionsThatAllHaveToBeMetAreTakenApart() {
    assertThat(
            Conditions.of(
                "$[?(@.body.a == 'x && y' && (@.body.b > 1 || @.body.c) && @.body['&&'] =~ /a&&\\/b/i)]"))
        .containsExactly(
            "@.body.a == 'x && y'", "(@.body.b > 1 || @.body.c)", "@.body['&&'] =~ /a&&\\/b/i");
    assertThat(Conditions.of("$[?(@.a && @.b == 'it\\'s && so')]"))
        .containsExactly("@.a", "@.b == 'it\\'s && so'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$[?(@.body.a == 'x')]",
        "$[?(@.a && @.b || @.c)]",
        "$[?(@.a)].x[?(@.b && @.c)]",
        "$.body[?(@.a && @.b)]",
        "$[?(@.a == 'open && @.b)]",
        "",
        "$[?()]"
      })
  void anythingElseIsLeftWhole(String filter) {
    assertThat(Conditions.of(filter)).isEmpty();
  }
}
