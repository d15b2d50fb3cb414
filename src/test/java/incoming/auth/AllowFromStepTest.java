package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import incoming.http.TrustedProxies;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowFromStepTest {
  private static final String REFUSED =
      "403 address-not-allowed: This integration takes requests from other addresses only.";

  private final AllowFromStep step =
      new AllowFromStep(
          TrustedProxies.read(new Settings(Map.of("incoming.http.trusted-proxies", "10.0.0.0/8"))));

  private Processor allow(String cidrs) {
    return step.create(new HashMap<>(Map.of("cidrs", cidrs)));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0, true",
    "192.0.2.255, true",
    "192.0.3.0, false",
    "198.51.100.7, true",
    "198.51.100.8, false",
    "2001:db8:ffff::1, true",
    "2001:db9::1, false",
    "::ffff:192.0.2.1, true",
    "::1, false"
  })
  void addressWithinARangePasses(String address, boolean passes) {
    assertThat(
            Requests.post("{}")
                .from(address)
                .verdict(allow("192.0.2.0/24, 198.51.100.7, 2001:db8::/32")))
        .isEqualTo(passes ? "passed" : REFUSED);
  }

  @Test
  void behindATrustedProxyItsWordCounts() {
    Processor allow = allow("192.0.2.0/24");

    assertThat(
            Requests.post("{}")
                .from("10.0.0.1")
                .with("X-Forwarded-For", "192.0.2.1")
                .verdict(allow))
        .isEqualTo("passed");
    assertThat(
            Requests.post("{}")
                .from("10.0.0.1")
                .with("X-Forwarded-For", "192.0.2.1, 203.0.113.9")
                .verdict(allow))
        .isEqualTo(REFUSED);
    assertThat(
            Requests.post("{}")
                .from("203.0.113.9")
                .with("X-Forwarded-For", "192.0.2.1")
                .verdict(allow))
        .isEqualTo(REFUSED);
    assertThat(
            Requests.post("{}").from("10.0.0.1").with("X-Forwarded-For", "unknown").verdict(allow))
        .isEqualTo(REFUSED);
  }

  @Test
  void whatIsNoRangeIsTold() {
    assertThatThrownBy(() -> allow("192.0.2.1/24"))
        .hasMessage(
            "cidrs=192.0.2.1/24: '192.0.2.1/24' has a bit behind its first 24, which have to be"
                + " zero");
    assertThatThrownBy(() -> allow("localhost")).hasMessageContaining("'localhost' is no address");
    assertThatThrownBy(() -> allow("")).hasMessageContaining("'' is no address");
    assertThatThrownBy(() -> step.create(new HashMap<>()))
        .hasMessage("incoming:allow-from needs cidrs=<ranges>, such as 192.0.2.0/24");
  }
}
