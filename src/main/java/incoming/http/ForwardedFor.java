package incoming.http;

import incoming.address.AddressLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that a request says it was passed on for, from the sender to the nearest proxy.
 *
 * <p>One that is hidden, unknown or malformed is empty.
 */
final class ForwardedFor {
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

  /** {@code name=value}; brackets and colons are taken without quotation marks, too. */
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)="
              + "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]+))[ \\t]*");

  private static final List<Optional<InetAddress>> UNKNOWN = List.of(Optional.empty());

  private ForwardedFor() {}

  /** Of {@code X-Forwarded-For}: addresses, with or without a port, separated by commas. */
  static List<Optional<InetAddress>> plain(List<String> headers) {
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String header : headers) {
      for (String hop : header.split(",", -1)) {
        hops.add(address(hop.strip()));
      }
    }
    return hops;
  }

  /**
   * Of {@code Forwarded}, the {@code for} of each element. When any of it is malformed all of it
   * is: a quotation mark that a sender left open swallows what a proxy adds.
   */
  static List<Optional<InetAddress>> standard(List<String> headers) {
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String header : headers) {
      if (!addElements(header, hops)) {
        return UNKNOWN;
      }
    }
    return hops;
  }

  private static boolean addElements(String header, List<Optional<InetAddress>> hops) {
    Matcher pair = PAIR.matcher(header);
    Optional<InetAddress> hop = Optional.empty();
    int at = 0;
    while (pair.region(at, header.length()).lookingAt()) {
      if (pair.group(1).equalsIgnoreCase("for")) {
        hop = address(pair.group(2) != null ? pair.group(2) : pair.group(3));
      }
      at = pair.end();
      if (at == header.length()) {
        hops.add(hop);
        return true;
      }
      if (header.charAt(at) == ',') {
        hops.add(hop);
        hop = Optional.empty();
      } else if (header.charAt(at) != ';') {
        return false;
      }
      at++;
    }
    return false;
  }

  private static Optional<InetAddress> address(String hop) {
    int bracket = hop.indexOf(']');
    int colon = hop.indexOf(':');
    int end = hop.length();
    if (hop.startsWith("[") && bracket > 0) {
      end = bracket + 1;
    } else if (colon >= 0 && colon == hop.lastIndexOf(':')) {
      end = colon;
    }
    String port = hop.substring(end);
    return port.isEmpty() || PORT.matcher(port).matches()
        ? AddressLiteral.parse(hop.substring(0, end))
        : Optional.empty();
  }
}
