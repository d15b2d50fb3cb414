package incoming.infinispan;

import incoming.address.AddressLiteral;
import incoming.config.Pem;
import incoming.config.Settings;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;

/**
 * The Infinispan servers that all nodes share.
 *
 * @param hosts some of the servers, the others are told by them; none when this process is alone
 * @param user and {@code password} to log in with (SCRAM-SHA-512)
 * @param tlsName what the certificates of the servers are made out to; empty for no TLS
 * @param trust the authorities that vouch for the servers; those of Java when there are none
 * @param prefix of the names of the caches
 */
public record InfinispanSettings(
    List<InetSocketAddress> hosts,
    Optional<String> user,
    Optional<String> password,
    Optional<String> tlsName,
    List<X509Certificate> trust,
    String prefix) {
  private static final String HOSTS = "incoming.infinispan.hosts";
  private static final String USER = "incoming.infinispan.user";
  private static final String PASSWORD = "incoming.infinispan.password";
  private static final String TLS_NAME = "incoming.infinispan.tls-name";
  private static final String TRUST = "incoming.infinispan.trust";
  private static final String PREFIX = "incoming.infinispan.cache-prefix";

  private static final int PORT = 11222;
  private static final int LAST_PORT = 65_535;
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9_.-]{0,62}[a-z0-9])?");

  public InfinispanSettings {
    hosts = List.copyOf(hosts);
    trust = List.copyOf(trust);
  }

  /** Reads {@code incoming.infinispan.*}. */
  public static InfinispanSettings read(Settings settings) {
    InfinispanSettings read =
        new InfinispanSettings(
            hosts(settings),
            settings.text(USER),
            settings.text(PASSWORD),
            tlsName(settings),
            trust(settings),
            prefix(settings));
    if (read.user.isPresent() != read.password.isPresent()) {
      settings.problem(
          read.user.isPresent() ? PASSWORD : USER, "is missing; user and password go together");
    }
    if (settings.isSet(TRUST) && !settings.isSet(TLS_NAME)) {
      settings.problem(TLS_NAME, "is missing; without it there is no TLS, and nobody to trust");
    }
    return read;
  }

  /** Whether there are other nodes to share with. */
  public boolean isShared() {
    return !hosts.isEmpty();
  }

  private static List<InetSocketAddress> hosts(Settings settings) {
    List<InetSocketAddress> hosts = new ArrayList<>();
    for (String text : settings.text(HOSTS).orElse("").split(",", -1)) {
      try {
        if (!text.isBlank()) {
          hosts.add(host(text.strip()));
        }
      } catch (IllegalArgumentException e) {
        settings.problem(HOSTS, e.getMessage());
      }
    }
    return hosts;
  }

  private static InetSocketAddress host(String text) {
    Matcher host = HOST.matcher(text);
    int port = 0;
    if (host.matches() && !AddressLiteral.isUnusual(host.group(1))) {
      port = host.group(2) == null ? PORT : Integer.parseInt(host.group(2));
    }
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "'" + text + "' is no server; they are written one:11222, 10.0.0.1 or [fd00::1]:11222");
    }
    return InetSocketAddress.createUnresolved(host.group(1).replaceAll("[\\[\\]]", ""), port);
  }

  private static Optional<String> tlsName(Settings settings) {
    Optional<String> name = settings.text(TLS_NAME);
    try {
      name.ifPresent(SNIHostName::new);
    } catch (IllegalArgumentException e) {
      settings.problem(TLS_NAME, "is no host name, such as infinispan.example.internal");
    }
    return name;
  }

  private static List<X509Certificate> trust(Settings settings) {
    try {
      return settings.text(TRUST).map(text -> Pem.read(text).certificates()).orElse(List.of());
    } catch (IllegalArgumentException e) {
      settings.problem(TRUST, e.getMessage());
      return List.of();
    }
  }

  private static String prefix(Settings settings) {
    String prefix = settings.text(PREFIX, "incoming");
    if (!NAME.matcher(prefix).matches()) {
      settings.problem(
          PREFIX, "'" + prefix + "' is no name of a-z, 0-9, '_', '.' and '-', 64 at most");
    }
    return prefix;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "InfinispanSettings[hosts=" + hosts + ", prefix=" + prefix + "]";
  }
}
