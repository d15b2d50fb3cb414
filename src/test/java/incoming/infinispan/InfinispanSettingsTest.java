package incoming.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfinispanSettingsTest {
  private static final String HOSTS = "incoming.infinispan.hosts";

  @Test
  void processIsAloneUnlessServersAreNamed() {
    assertThat(InfinispanSettings.read(new Settings(Map.of())).isShared()).isFalse();
  }

  @Test
  void serversHaveTheUsualPortUnlessTheySayAnother() {
    Settings settings = new Settings(Map.of(HOSTS, "one, two:1234,10.0.0.1,[fd00::1]:5"));

    assertThat(InfinispanSettings.read(settings).hosts())
        .containsExactly(
            InetSocketAddress.createUnresolved("one", 11222),
            InetSocketAddress.createUnresolved("two", 1234),
            InetSocketAddress.createUnresolved("10.0.0.1", 11222),
            InetSocketAddress.createUnresolved("fd00::1", 5));
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one:0",
        "one:65536",
        "one:port",
        "http://one",
        "a b",
        "10.0.0",
        "[x]:1",
        "fd00::1"
      })
  void whatIsNoServerIsToldWithWhatWouldBe(String host) {
    Settings settings = new Settings(Map.of(HOSTS, "fine," + host));
    InfinispanSettings.read(settings);

    assertThat(settings.problems())
        .containsExactly(
            HOSTS
                + ": '"
                + host
                + "' is no server; they are written one:11222, 10.0.0.1 or [fd00::1]:11222");
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndNoSecret() {
    Settings settings =
        new Settings(
            Map.of(
                HOSTS,
                "one:x",
                "incoming.infinispan.password",
                "t0ps3cret",
                "incoming.infinispan.tls-name",
                "no name",
                "incoming.infinispan.trust",
                "nowhere.pem",
                "incoming.infinispan.cache-prefix",
                "A/B"));
    InfinispanSettings read = InfinispanSettings.read(settings);

    assertThat(settings.problems())
        .hasSize(5)
        .anyMatch(problem -> problem.startsWith("incoming.infinispan.user: is missing"))
        .anyMatch(problem -> problem.startsWith("incoming.infinispan.tls-name: is no host name"))
        .anyMatch(problem -> problem.startsWith("incoming.infinispan.trust: is neither PEM nor"))
        .anyMatch(problem -> problem.startsWith("incoming.infinispan.cache-prefix: 'A/B'"))
        .noneMatch(problem -> problem.contains("t0ps3cret") || problem.contains("nowhere"));
    assertThat(read.toString()).doesNotContain("t0ps3cret");
  }

  @Test
  void trustWithoutTlsIsAMistake() {
    Settings settings = new Settings(Map.of("incoming.infinispan.trust", "-----BEGIN X-----"));
    InfinispanSettings.read(settings);

    assertThat(settings.problems())
        .anyMatch(problem -> problem.startsWith("incoming.infinispan.tls-name: is missing"))
        .anyMatch(problem -> problem.contains("has no PEM block -----BEGIN CERTIFICATE-----"));
  }
}
