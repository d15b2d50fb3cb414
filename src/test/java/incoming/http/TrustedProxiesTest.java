package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.read(
          new Settings(Map.of("incoming.http.trusted-proxies", "10.0.0.0/8, fd00::/8")));

  /** The address found, or "none"; {@code headers} are names and values in turn. */
  private static String client(String peer, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1]);
    }
    return PROXIES
        .client(
            new Request(
                "POST", "/", null, all, new byte[0], 0, SocketAddress.inetSocketAddress(1, peer)))
        .map(InetAddress::getHostAddress)
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                       | 203.0.113.7",
        "198.51.100.1, 203.0.113.7         | 203.0.113.7",
        "203.0.113.7,10.1.1.1 , 10.2.2.2   | 203.0.113.7",
        "10.1.1.1, 10.2.2.2                | 10.1.1.1",
        "203.0.113.7:4711                  | 203.0.113.7",
        "2001:db8::7                       | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711                | 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.7                | 203.0.113.7",
        "unknown, 203.0.113.7              | 203.0.113.7",
        "203.0.113.7, unknown              | none",
        "203.0.113.7, unknown, 10.1.1.1    | none",
        "203.0.113.7,                      | none",
        "''                                | none",
        "203.0.113.07                      | none",
        "203.0.113.7:port                  | none",
        "3405803783                        | none",
        "localhost                         | none",
        "[2001:db8::7                      | none",
        "[2001:db8::7]4711                 | none"
      })
  void lastAddressThatIsNoProxyIsTheSenders(String header, String client) {
    assertThat(client("10.0.0.1", "X-Forwarded-For", header)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=203.0.113.7                                       | 203.0.113.7",
        "For=\"203.0.113.7:4711\";proto=https;by=10.0.0.1      | 203.0.113.7",
        "for=198.51.100.1, proto=https;FOR=203.0.113.7         | 203.0.113.7",
        "for=203.0.113.7, for=10.3.3.3;host=\"a,b;c\"          | 203.0.113.7",
        "for=\"[2001:db8::7]:4711\"                            | 2001:db8:0:0:0:0:0:7",
        "for=[2001:db8::7]                                     | 2001:db8:0:0:0:0:0:7",
        "for=unknown                                           | none",
        "for=_hidden, for=10.1.1.1                             | none",
        "for=203.0.113.7, proto=https                          | none",
        "for=203.0.113.7,                                      | none",
        "for=\"203.0.113.7                                     | none",
        "for=\"x, for=203.0.113.7                              | none",
        "for=\"x, for=\"203.0.113.7\"                          | none",
        "203.0.113.7                                           | none",
        "for = 203.0.113.7                                     | none"
      })
  void standardHeaderSaysTheSame(String header, String client) {
    assertThat(client("10.0.0.1", "Forwarded", header)).isEqualTo(client);
  }

  @Test
  void linesOfAHeaderAreInOrder() {
    assertThat(
            client("10.0.0.1", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.7"))
        .isEqualTo("203.0.113.7");
    assertThat(client("10.0.0.1", "Forwarded", "for=\"x", "Forwarded", "for=203.0.113.7"))
        .isEqualTo("none");
  }

  @Test
  void whoIsNoProxyHasNoWord() {
    assertThat(client("192.0.2.7", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=1.1.1.1"))
        .isEqualTo("192.0.2.7");
  }

  @Test
  void proxyThatPassesNothingOnIsTheSender() {
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(client("fd00::1")).isEqualTo("fd00:0:0:0:0:0:0:1");
  }

  @Test
  void headersThatDisagreeAreNoWordAtAll() {
    assertThat(client("10.0.0.1", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.7"))
        .isEqualTo("203.0.113.7");
    assertThat(client("10.0.0.1", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for=203.0.113.8"))
        .isEqualTo("none");
    assertThat(client("10.0.0.1", "X-Forwarded-For", "203.0.113.7", "Forwarded", "for="))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\\"", ",", "a=\"\\\\", "for=\"\",", "x=1;"})
  void longestHeaderIsReadInOnePass(String piece) {
    assertThat(client("10.0.0.1", "Forwarded", piece.repeat(16_384 / piece.length())))
        .isEqualTo("none");
  }

  @Test
  void withoutProxiesTheConnectionCounts() {
    TrustedProxies none = TrustedProxies.read(new Settings(Map.of()));

    assertThat(
            none.client(
                new Request(
                    "POST",
                    "/",
                    null,
                    MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", "203.0.113.7"),
                    new byte[0],
                    0,
                    SocketAddress.inetSocketAddress(1, "10.0.0.1"))))
        .map(InetAddress::getHostAddress)
        .hasValue("10.0.0.1");
  }

  @Test
  void wrongRangeIsTold() {
    Settings settings =
        new Settings(Map.of("incoming.http.trusted-proxies", "10.0.0.0/8, proxy, 10.0.0.1/33"));
    TrustedProxies.read(settings);

    assertThat(settings.problems())
        .containsExactly(
            "incoming.http.trusted-proxies: '/33' is no prefix; it is a number from 0 to 32",
            "incoming.http.trusted-proxies: 'proxy' is no address");
  }
}
