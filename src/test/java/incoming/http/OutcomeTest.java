package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 399})
  void whatIsNoErrorIsAcceptedWithoutAReason(int status) {
    assertThat(Outcome.of(status, "x")).isEqualTo(Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 413, 499, 503})
  void whatTheSenderMayMendOrRepeatIsRefused(int status) {
    assertThat(Outcome.of(status, "x")).isEqualTo(new Outcome(Outcome.Kind.REFUSED, "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 599})
  void whatBrokeHereOrBehindHasFailed(int status) {
    assertThat(Outcome.of(status, "x")).isEqualTo(new Outcome(Outcome.Kind.FAILED, "x"));
  }

  @Test
  void problemCountsUnderTheLastSegmentOfItsType() {
    assertThat(Problems.bodyTooLarge(10).answer().outcome())
        .isEqualTo(new Outcome(Outcome.Kind.REFUSED, "body-too-large"));
    assertThat(Problems.internalError("x").answer().outcome())
        .isEqualTo(new Outcome(Outcome.Kind.FAILED, "internal-error"));
  }
}
