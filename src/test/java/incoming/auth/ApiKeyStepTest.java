package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Answer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyStepTest {
  private static final String KEY = "5a1f0c9e7d3b2846-shop";

  /** Of "5a1f0c9e7d3b2846-crm", computed with Python's hashlib. */
  private static final String DIGEST =
      "74b8e39cd6ed9535a9b3776506268e1e7f7207de19d04364a290a3dc9589d23e";

  private final ApiKeyStep step =
      new ApiKeyStep(
          Logins.with(
                  "incoming.keys.shop.api-key",
                  KEY,
                  "incoming.keys.crm.api-key-sha256",
                  DIGEST,
                  "incoming.keys.other.api-key",
                  "another-key-of-another-one",
                  "incoming.keys.foreign.api-key",
                  "schl\u00fcssel-schl\u00fcssel")
              .keys);
  private final Processor either = step("key", "shop, crm");

  private Processor step(String... options) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return step.create(map);
  }

  @Test
  void eitherOfTwoKeysPasses() {
    assertThat(Requests.post("{}").with("x-api-key", KEY).verdict(either)).isEqualTo("passed");
    assertThat(Requests.post("{}").with("X-Api-Key", "5a1f0c9e7d3b2846-crm").verdict(either))
        .isEqualTo("passed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5a1f0c9e7d3b2846-sho",
        "5a1f0c9e7d3b2846-shop ",
        "5A1F0C9E7D3B2846-SHOP",
        "another-key-of-another-one",
        "74b8e39cd6ed9535a9b3776506268e1e7f7207de19d04364a290a3dc9589d23e",
        "\u00e9"
      })
  void anythingElseIsRefused(String key) {
    assertThat(Requests.post("{}").with("X-Api-Key", key).verdict(either))
        .isEqualTo("401 api-key-invalid: it is not a key of this integration");
  }

  @Test
  void missingKeyIsToldWithItsHeader() {
    Answer answer =
        Requests.post("{}").through(step("key", "shop", "header", "X-Shop")).orElseThrow();

    assertThat(answer.headers())
        .containsEntry("WWW-Authenticate", "ApiKey realm=\"incoming\", header=\"X-Shop\"");
    assertThat(Requests.post("{}").verdict(either))
        .isEqualTo("401 api-key-missing: the header X-Api-Key is missing");
  }

  @Test
  void twoKeysAndLongOnesAreRefused() {
    assertThat(Requests.post("{}").with("X-Api-Key", KEY).with("X-Api-Key", KEY).verdict(either))
        .isEqualTo("401 api-key-invalid: there is more than one header X-Api-Key");
    assertThat(Requests.post("{}").with("X-Api-Key", "x".repeat(513)).verdict(either))
        .isEqualTo("401 api-key-invalid: the key is longer than 512 characters");
  }

  @Test
  void keyOfOtherLettersIsItsBytes() {
    // As the server reads the UTF-8 that was sent.
    assertThat(
            Requests.post("{}")
                .with("X-Api-Key", "schl\u00c3\u00bcssel-schl\u00c3\u00bcssel")
                .verdict(step("key", "foreign")))
        .isEqualTo("passed");
  }

  @Test
  void keyDoesNotBecomePartOfTheEvent() {
    Requests request = Requests.post("{}").with("X-Api-Key", KEY).with("X-Other", "1");

    assertThat(request.verdict(either)).isEqualTo("passed");
    assertThat(request.afterwards().headers().names()).containsExactly("X-Other");
    assertThat(request.build().headers().contains("X-Api-Key")).isTrue();
  }

  @Test
  void wrongOptionIsTold() {
    assertThatThrownBy(() -> step())
        .hasMessageStartingWith("incoming:api-key needs key=<names of keys; declared are crm,");
    assertThatThrownBy(() -> step("key", "shpo"))
        .hasMessage(
            "key=shpo: there is no API key 'shpo'; declared are crm, foreign, other, shop; declare"
                + " one as incoming.keys.<name>.api-key or .api-key-sha256, or create one");
    assertThatThrownBy(() -> step("key", "shop", "header", "X:"))
        .hasMessage("header=X:: this is no name of a header, such as X-Api-Key");
  }
}
