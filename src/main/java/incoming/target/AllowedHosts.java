package incoming.target;

import incoming.address.AddressLiteral;
import incoming.address.AddressRange;
import incoming.config.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The targets that may be called although they are not on the public Internet.
 *
 * <p>Separated by commas: host names, {@code *.example.internal} for all names below one, addresses
 * and ranges of them such as {@code 10.1.0.0/16}; each, if need be, for one port alone: {@code
 * 127.0.0.1:8080}, {@code [fd00::1]:8080}. A host that is allowed by its name may resolve to
 * anything. Immutable.
 */
record AllowedHosts(List<Entry> entries) {
  /** The setting. */
  static final String KEY = "incoming.delivery.allow-hosts";

  private static final int ANY_PORT = 0;
  private static final Pattern PORT = Pattern.compile("(.*[^:]|\\[.*]):([0-9]{1,6})");
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");

  /**
   * One entry.
   *
   * @param name in lower case, {@code *.} in front for all below it; {@code null} for addresses
   * @param range {@code null} for a name
   */
  record Entry(String name, AddressRange range, int port) {}

  AllowedHosts {
    entries = List.copyOf(entries);
  }

  /** Reads {@value #KEY}. */
  static AllowedHosts read(Settings settings) {
    List<Entry> entries = new ArrayList<>();
    for (String text : settings.text(KEY).orElse("").split(",", -1)) {
      try {
        if (!text.isBlank()) {
          entries.add(entry(text.strip()));
        }
      } catch (IllegalArgumentException e) {
        settings.problem(KEY, e.getMessage());
      }
    }
    return new AllowedHosts(entries);
  }

  /** Whether any address of this name may be called; {@code host} is in lower case. */
  boolean allowsName(String host, int port) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.name != null
                    && isFor(entry, port)
                    && (entry.name.startsWith("*.")
                        ? host.endsWith(entry.name.substring(1))
                        : host.equals(entry.name)));
  }

  /** Whether this address may be called. */
  boolean allowsAddress(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    return entries.stream()
        .anyMatch(
            entry -> entry.range != null && isFor(entry, port) && entry.range.contains(bytes));
  }

  private static boolean isFor(Entry entry, int port) {
    return entry.port == ANY_PORT || entry.port == port;
  }

  private static Entry entry(String text) {
    Matcher port = PORT.matcher(text);
    // The last group of an IPv6 address looks like a port, too.
    if (!port.matches() || (port.group(1).indexOf(':') >= 0 && !port.group(1).endsWith("]"))) {
      return entry(text, text, ANY_PORT);
    }
    int number = Integer.parseInt(port.group(2));
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("'" + text + "': a port is a number from 1 to 65535");
    }
    return entry(text, port.group(1), number);
  }

  private static Entry entry(String text, String host, int port) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    String name = bare.toLowerCase(Locale.ROOT);
    if (bare.indexOf('/') >= 0 || AddressLiteral.parse(bare).isPresent()) {
      return new Entry(null, AddressRange.parse(bare), port);
    } else if (!bracketed && NAME.matcher(name).matches() && !AddressLiteral.isUnusual(name)) {
      return new Entry(name, null, port);
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no host; write api.example.internal, *.example.internal, 10.0.0.1 or"
            + " 10.0.0.0/8, each with :port if need be");
  }
}
