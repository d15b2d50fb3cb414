package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicStepTest {
  private final Processor step =
      new BasicStep(
              Keys.read(
                  new Settings(
                      Map.of(
                          "incoming.keys.anna.basic.user", "anna",
                          "incoming.keys.anna.basic.password", "correct:horse:battery",
                          "incoming.keys.test.basic.user", "test",
                          "incoming.keys.test.basic.password", "123456789012\u00a3",
                          "incoming.keys.other.basic.user", "other",
                          "incoming.keys.other.basic.password", "correct-horse"))))
          .create(new HashMap<>(Map.of("key", "anna,test")));

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private String verdict(String header) {
    return Requests.post("{}").with("Authorization", header).verdict(step);
  }

  @Test
  void eitherLoginPassesInUtf8AndWithColonsInThePassword() {
    assertThat(verdict(basic("anna:correct:horse:battery"))).isEqualTo("passed");
    assertThat(verdict("bAsIc  " + basic("test:123456789012\u00a3").substring(6)))
        .isEqualTo("passed");
  }

  /** RFC 7617 section 2.1: the pound sign is C2 A3 in UTF-8. */
  @Test
  void charsetIsUtf8AsTheChallengeSays() {
    assertThat(Requests.post("{}").through(step).orElseThrow().headers())
        .containsEntry("WWW-Authenticate", "Basic realm=\"incoming\", charset=\"UTF-8\"");
    assertThat(verdict("Basic dGVzdDoxMjM0NTY3ODkwMTLCow==")).isEqualTo("passed");
    assertThat(verdict("Basic dGVzdDoxMjM0NTY3ODkwMTKj"))
        .isEqualTo("401 login-invalid: user and password are not right");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna:correct:horse:batter",
        "anna:correct:horse:battery ",
        "Anna:correct:horse:battery",
        "test:correct:horse:battery",
        "other:correct-horse",
        "annacorrect:horse:battery",
        ":",
        "anna:"
      })
  void anythingElseIsRefused(String pair) {
    assertThat(verdict(basic(pair)))
        .isEqualTo("401 login-invalid: user and password are not right");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Bearer YTpi", "Basic a b", "Basic \u00e9"})
  void whatIsNotBasicIsMissing(String header) {
    assertThat(verdict(header))
        .isEqualTo("401 login-missing: the Authorization header is not of the kind Basic");
  }

  @Test
  void brokenBase64LongAndSecondHeadersAreRefused() {
    assertThat(verdict("Basic YTpi=")).startsWith("401 login-");
    assertThat(verdict("Basic A")).isEqualTo("401 login-invalid: what follows Basic is not base64");
    assertThat(verdict("Basic " + "A".repeat(1024)))
        .isEqualTo("401 login-invalid: the Authorization header is longer than 1024 characters");
    String good = basic("anna:correct:horse:battery");
    assertThat(
            Requests.post("{}")
                .with("Authorization", good)
                .with("Authorization", good)
                .verdict(step))
        .isEqualTo("401 login-invalid: there is more than one Authorization header");
    assertThat(Requests.post("{}").verdict(step)).startsWith("401 login-missing: send the header");
  }
}
