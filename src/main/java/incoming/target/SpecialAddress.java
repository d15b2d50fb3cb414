package incoming.target;

import incoming.address.AddressRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses that are not of the public Internet: of this machine, of the networks around it, of
 * tunnels to them, and of the services by which clouds hand out credentials.
 *
 * <p>Source: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), RFC
 * 6052 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 4291, and the clouds' own pages on instance
 * metadata.
 */
final class SpecialAddress {
  private record Kind(String words, AddressRange range) {}

  /** The first that fits gives the words. */
  private static final List<Kind> KINDS =
      Stream.of(
              kind("a cloud metadata address", "169.254.169.254", "169.254.170.0/24"),
              kind("a cloud metadata address", "100.100.100.200", "168.63.129.16"),
              kind("a cloud metadata address", "192.0.0.192", "fd00:ec2::/32", "fd20:ce::254"),
              kind("a loopback address", "127.0.0.0/8", "::1"),
              kind("a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
              kind("a private address", "fc00::/7", "fec0::/10", "64:ff9b:1::/48"),
              kind("a link-local address", "169.254.0.0/16", "fe80::/10"),
              kind("an address behind a provider's NAT", "100.64.0.0/10"),
              kind("an unspecified address", "0.0.0.0/8", "::"),
              kind("a multicast address", "224.0.0.0/4", "ff00::/8"),
              kind("a broadcast address", "255.255.255.255"),
              kind("an address for documentation", "192.0.2.0/24", "198.51.100.0/24"),
              kind("an address for documentation", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
              kind("an address for benchmarks", "198.18.0.0/15", "2001:2::/48"),
              kind("an address of a tunnel", "192.88.99.0/24", "2001::/32"),
              kind("a reserved address", "192.0.0.0/24", "240.0.0.0/4", "2001::/23"))
          .flatMap(List::stream)
          .toList();

  private static final AddressRange PUBLIC_IPV6 = AddressRange.parse("2000::/3");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
  private static final AddressRange TRANSLATED = AddressRange.parse("::ffff:0:0:0/96");

  private SpecialAddress() {}

  /** What kind of address this one of 4 or 16 bytes is, in words; empty when it is a public one. */
  static Optional<String> kind(byte[] address) {
    for (Kind kind : KINDS) {
      if (kind.range.contains(address)) {
        return Optional.of(kind.words);
      }
    }
    if (address.length == 4) {
      return Optional.empty();
    }
    int embedded = embedded(address);
    if (embedded >= 0) {
      return kind(Arrays.copyOfRange(address, embedded, embedded + 4))
          .map(words -> words + " in an IPv6 address");
    }
    return PUBLIC_IPV6.contains(address) ? Optional.empty() : Optional.of("a reserved address");
  }

  /** Where an IPv6 address has the IPv4 address to which it leads; -1 when it has none. */
  private static int embedded(byte[] address) {
    if (SIX_TO_FOUR.contains(address)) {
      return 2;
    }
    boolean last =
        NAT64.contains(address)
            || COMPATIBLE.contains(address)
            || TRANSLATED.contains(address)
            || isMapped(address);
    return last ? 12 : -1;
  }

  /** {@code ::ffff:0:0/96}, which Java cannot read as an address of 16 bytes. */
  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static List<Kind> kind(String words, String... ranges) {
    return Stream.of(ranges).map(range -> new Kind(words, AddressRange.parse(range))).toList();
  }
}
