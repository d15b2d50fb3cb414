package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.address.AddressLiteral;
import incoming.config.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private final Map<String, List<String>> names = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, a loopback address",
    "127.255.255.254, a loopback address",
    "[::1], a loopback address",
    "[0:0:0:0:0:0:0:1], a loopback address",
    "10.0.0.1, a private address",
    "172.16.0.1, a private address",
    "172.31.255.255, a private address",
    "192.168.1.1, a private address",
    "[fd12:3456::1], a private address",
    "[fec0::1], a private address",
    "[64:ff9b:1::10.0.0.1], a private address",
    "169.254.1.1, a link-local address",
    "[fe80::1], a link-local address",
    "100.64.0.1, an address behind a provider's NAT",
    "0.0.0.0, an unspecified address",
    "0.1.2.3, an unspecified address",
    "[::], an unspecified address",
    "224.0.0.1, a multicast address",
    "239.255.255.255, a multicast address",
    "[ff02::1], a multicast address",
    "255.255.255.255, a broadcast address",
    "240.0.0.1, a reserved address",
    "192.0.2.1, an address for documentation",
    "[2001:db8::1], an address for documentation",
    "198.18.0.1, an address for benchmarks",
    "[2001:0:4136:e378::1], an address of a tunnel",
    "[4000::1], a reserved address",
    "169.254.169.254, a cloud metadata address",
    "[fd00:ec2::254], a cloud metadata address",
    "100.100.100.200, a cloud metadata address",
    "168.63.129.16, a cloud metadata address",
    "[::ffff:10.0.0.1], a private address",
    "[::10.0.0.1], a private address in an IPv6 address",
    "[::ffff:0:10.0.0.1], a private address in an IPv6 address",
    "[64:ff9b::169.254.169.254], a cloud metadata address in an IPv6 address",
    "[2002:7f00:1::], a loopback address in an IPv6 address",
    "localhost, this machine",
    "LOCALHOST., this machine",
    "a.localhost, this machine",
    "metadata.google.internal, a cloud metadata service"
  })
  void specialAddressIsRefusedAtLoadAndAtCall(String host, String kind) {
    String words =
        "'"
            + host.toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.$", "")
            + "' is "
            + kind
            + "; allow it with incoming.delivery.allow-hosts";
    AddressGuard guard = guard("");
    assertThatThrownBy(() -> guard.check(host, 443)).hasMessage(words);
    assertThatThrownBy(() -> guard.resolve(host, 443))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessage(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "api.example.0x1",
        "[fe80::1%eth0]",
        "[::1%1]",
        "[1::2::3]",
        "[::ffff:0x7f000001]",
        "[127.0.0.1]x:"
      })
  void addressInUnusualFormIsRefused(String host) {
    assertThatThrownBy(() -> guard("").check(host, 443))
        .hasMessageContaining("is an address in an unusual form");
    assertThatThrownBy(() -> guard("").resolve(host, 443))
        .isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "[2606:4700::1111]",
        "[64:ff9b::8.8.8.8]",
        "[2002:808:808::]",
        "api.example.com",
        "my-metadata.example.com",
        "xn--bcher-kva.example"
      })
  void publicTargetPasses(String host) {
    assertThatCode(() -> guard("").check(host, 443)).doesNotThrowAnyException();
  }

  @Test
  void namesAreNotResolvedAtLoad() {
    AddressGuard guard =
        new AddressGuard(
            allowed(""),
            resolver(
                host -> {
                  throw new AssertionError(host);
                }));
    assertThatCode(() -> guard.check("db.internal", 443)).doesNotThrowAnyException();
  }

  @Test
  void nameThatResolvesToPrivateAddressIsRefused() {
    names.put("db.example.com", List.of("10.0.0.7"));
    assertThatThrownBy(() -> guard("").resolve("db.example.com", 443))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessage(
            "'db.example.com' is 10.0.0.7, a private address; allow it with"
                + " incoming.delivery.allow-hosts");
  }

  @Test
  void ofSeveralAddressesThePermittedOnesAreLeft() throws Exception {
    names.put("mixed.example.com", List.of("127.0.0.1", "9.9.9.9", "fd00::1", "2620:fe::fe"));
    assertThat(guard("").resolve("mixed.example.com", 443))
        .extracting(address -> address.getAddress().getHostAddress(), InetSocketAddress::getPort)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("9.9.9.9", 443),
            org.assertj.core.groups.Tuple.tuple("2620:fe:0:0:0:0:0:fe", 443));
  }

  @Test
  void unknownNameStaysUnknown() {
    assertThatThrownBy(() -> guard("").resolve("nowhere.example", 443))
        .isExactlyInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "db.internal, db.internal, 80, true",
    "db.internal, DB.INTERNAL., 80, true",
    "db.internal, xdb.internal, 80, false",
    "db.internal:8080, db.internal, 8080, true",
    "db.internal:8080, db.internal, 80, false",
    "*.internal, a.b.internal, 80, true",
    "*.internal, internal, 80, false",
    "*.internal, xinternal, 80, false",
    "localhost, localhost, 80, true",
    "10.0.0.1, 10.0.0.1, 80, true",
    "10.0.0.1, 10.0.0.2, 80, false",
    "10.0.0.0/8, 10.9.8.7, 80, true",
    "10.0.0.0/8:8080, 10.9.8.7, 80, false",
    "127.0.0.1:8080, 127.0.0.1, 8080, true",
    "127.0.0.1:8080, 127.0.0.1, 8081, false",
    "fd00::/8, [fd12::1], 80, true",
    "[fd12::1]:8080, [fd12::1], 8080, true",
    "[fd12::1]:8080, [fd12::1], 80, false",
    "fd12::1, [fd12::1], 80, true",
    "0.0.0.0/0, [::1], 80, false"
  })
  void allowedHostIsLetThrough(String entry, String host, int port, boolean passes) {
    AddressGuard guard = guard(entry);
    String name = host.toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.$", "");
    names.put(name, List.of("10.1.1.1"));
    names.put(host, List.of("10.1.1.1"));
    if (passes) {
      assertThatCode(() -> guard.check(host, port)).doesNotThrowAnyException();
      assertThatCode(() -> guard.resolve(host, port)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> guard.resolve(host, port))
          .isInstanceOf(RefusedAddressException.class);
    }
  }

  @Test
  void allowedRangeAlsoServesNames() throws Exception {
    names.put("db.example.com", List.of("10.0.0.7"));
    assertThat(guard("10.0.0.0/24").resolve("db.example.com", 443)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1/8 | '10.0.0.1/8' has a bit behind its first 8, which have to be zero",
        "10.0.0.0/33 | '/33' is no prefix; it is a number from 0 to 32",
        "10.0.0/8 | '10.0.0' is no address",
        "db.internal:0 | 'db.internal:0': a port is a number from 1 to 65535",
        "db.internal:70000 | 'db.internal:70000': a port is a number from 1 to 65535",
        "127.1 | '127.1' is no host;",
        "http://x | 'http:' is no address",
        "*.*.x | '*.*.x' is no host;",
        "a b | 'a b' is no host;",
        "[fd00::1 | '[fd00::1' is no host;"
      })
  void wrongEntryIsToldPrecisely(String entry, String problem) {
    Settings settings = new Settings(Map.of(AllowedHosts.KEY, "ok.internal, " + entry));
    assertThat(AllowedHosts.read(settings).entries()).hasSize(1);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith(AllowedHosts.KEY + ": " + problem);
  }

  @Property(tries = 500)
  void whatIsConnectedToIsPublicWhateverANameResolvesTo(@ForAll("addresses") byte[] bytes)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    AddressGuard guard =
        new AddressGuard(allowed(""), resolver(host -> new InetAddress[] {address}));
    boolean refused;
    try {
      guard.resolve("api.example.com", 443);
      refused = false;
    } catch (RefusedAddressException e) {
      refused = true;
    }
    boolean local =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    assertThat(refused || !local).as(address.getHostAddress()).isTrue();
  }

  @Provide
  Arbitrary<byte[]> addresses() {
    Arbitrary<Byte> bytes =
        Arbitraries.oneOf(
            Arbitraries.bytes(), Arbitraries.of((byte) 0, (byte) 127, (byte) 10, (byte) -1));
    return Arbitraries.oneOf(
        bytes.array(byte[].class).ofSize(4), bytes.array(byte[].class).ofSize(16));
  }

  private AddressGuard guard(String allowHosts) {
    return new AddressGuard(
        allowed(allowHosts),
        resolver(
            host -> {
              if (AddressLiteral.parse(host).isPresent()) {
                return new InetAddress[] {AddressLiteral.parse(host).get()};
              } else if (!names.containsKey(host)) {
                throw new UnknownHostException(host);
              }
              return names.get(host).stream()
                  .map(text -> AddressLiteral.parse(text).orElseThrow())
                  .toArray(InetAddress[]::new);
            }));
  }

  private static AllowedHosts allowed(String text) {
    Settings settings = new Settings(Map.of(AllowedHosts.KEY, text));
    AllowedHosts hosts = AllowedHosts.read(settings);
    assertThat(settings.problems()).isEmpty();
    return hosts;
  }

  private interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private static DnsResolver resolver(Lookup lookup) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookup.of(host);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
