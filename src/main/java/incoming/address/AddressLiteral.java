package incoming.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses that are written as such, without ever asking for a name.
 *
 * <p>Only the usual forms are read: four decimal numbers without leading zeros, and IPv6 as RFC
 * 4291 writes it, with or without brackets. Resolvers take more ({@code 2130706433}, {@code
 * 0x7f.1}, {@code 0177.0.0.1}), and not all of them the same.
 */
public final class AddressLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** What ends in a number is an address to some resolver (WHATWG URL, "ends in a number"). */
  private static final Pattern NUMBER_LAST =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

  private AddressLiteral() {}

  /** The address that {@code host} is, if it is one in its usual form. */
  public static Optional<InetAddress> parse(String host) {
    String text =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty(); // such as 1::2::3
    }
  }

  /** Whether {@code host} may be taken for an address, although it is none in its usual form. */
  public static boolean isUnusual(String host) {
    return (host.indexOf(':') >= 0 || host.startsWith("[") || NUMBER_LAST.matcher(host).matches())
        && parse(host).isEmpty();
  }
}
