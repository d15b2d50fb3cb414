package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
  private final Discovery discovery = new Discovery("https://id.example/realm");

  @Test
  void configurationIsBelowTheIssuer() {
    assertThat(discovery.address())
        .hasToString("https://id.example/realm/.well-known/openid-configuration");
    assertThat(new Discovery("https://id.example/").address())
        .hasToString("https://id.example/.well-known/openid-configuration");
    assertThatThrownBy(() -> new Discovery("http://id.example").address())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysAreWhereTheConfigurationSays() throws IOException {
    String json =
        "{\"issuer\":\"https://id.example/realm\",\"jwks_uri\":\"https://keys.example/k\"}";

    assertThat(discovery.keys(json.getBytes(UTF_8))).hasToString("https://keys.example/k");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"issuer\":\"https://id.example/realm/\",\"jwks_uri\":\"https://keys.example/k\"}",
        "{\"issuer\":\"https://id.example/realm\"}",
        "{\"issuer\":\"https://id.example/realm\",\"jwks_uri\":7}",
        "{\"issuer\":\"https://id.example/realm\",\"jwks_uri\":\"http://keys.example/k\"}",
        "{\"issuer\":\"https://id.example/realm\",\"jwks_uri\":\"file:///etc/passwd\"}"
      })
  void whatIsNotTheConfigurationOfTheIssuerIsRefused(String json) {
    assertThatThrownBy(() -> discovery.keys(json.getBytes(UTF_8)))
        .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
  }
}
