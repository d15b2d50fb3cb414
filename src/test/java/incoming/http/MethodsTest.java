package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
  @Test
  void methodsMayBeWrittenInAnyCaseAndTwice() {
    assertThat(Methods.of("post")).containsExactly("POST");
    assertThat(Methods.of("POST,POST")).containsExactly("POST");
    assertThat(Methods.of(" Put , POST")).containsExactly("POST", "PUT");
  }

  @Test
  void postAloneIsTakenUnlessTheRouteSaysOtherwise() {
    assertThat(Methods.of(null)).containsExactly("POST");
  }

  @Test
  void slipOfAFingerIsNamed() {
    assertThatThrownBy(() -> Methods.of("POST,PSOT"))
        .hasMessage(
            "httpMethodRestrict: 'PSOT' is no method of HTTP; there are DELETE,"
                + " GET, HEAD, OPTIONS, PATCH, POST, PUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "POST,", "POST GET"})
  void whatIsNoMethodIsRefused(String restrict) {
    assertThatThrownBy(() -> Methods.of(restrict)).isInstanceOf(IllegalArgumentException.class);
  }
}
