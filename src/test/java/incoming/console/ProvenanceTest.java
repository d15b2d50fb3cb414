package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {
  private final Provenance provenance = new Provenance(Set.of("incoming.example.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:9876",
        "127.0.0.1:9876",
        "[::1]:9876",
        "192.0.2.7",
        "Incoming.Example.com:443"
      })
  void addressesLocalhostAndNamesOfTheSettingsAreOurs(String host) throws Refusal {
    provenance.check(Desks.headers("Host", host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example:9876",
        "127.0.0.1.evil.example",
        "2130706433:9876",
        "incoming.example.com.evil.example",
        "",
        "localhost:9876:1@evil"
      })
  void otherHostsAreRefusedSinceAPageMayBeMadeToLeadHere(String host) {
    assertThat(refusal("Host", host).problem().status()).isEqualTo(421);
  }

  @Test
  void requestWithTwoHostsOrNoneIsRefused() {
    assertThat(refusal("Host", "localhost", "Host", "evil.example").problem().status())
        .isEqualTo(421);
    assertThat(refusal().problem().status()).isEqualTo(421);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9876,http://localhost:9876",
    "incoming.example.com,https://incoming.example.com",
    "[::1]:9876,http://[::1]:9876"
  })
  void ownOriginMayAsk(String host, String origin) throws Refusal {
    provenance.check(
        Desks.headers("Host", host, "Origin", origin, "Sec-Fetch-Site", "same-origin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost:9877",
        "http://localhost",
        "null",
        "http://localhost:98760",
        "http://localhost:9876.evil.example"
      })
  void otherOriginsAreRefused(String origin) {
    assertThat(refusal("Host", "localhost:9876", "Origin", origin).problem().status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "whatever"})
  void whatABrowserSaysComesFromAnotherSiteIsRefused(String site) {
    assertThat(refusal("Host", "localhost", "Sec-Fetch-Site", site).problem().status())
        .isEqualTo(403);
  }

  private Refusal refusal(String... headers) {
    return catchThrowableOfType(Refusal.class, () -> provenance.check(Desks.headers(headers)));
  }
}
