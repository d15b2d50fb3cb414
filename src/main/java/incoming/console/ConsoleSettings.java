package incoming.console;

import incoming.auth.IssuerTokens;
import incoming.auth.SecretDigest;
import incoming.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Who may use the admin API.
 *
 * @param hosts names under which it is asked for, in lower case, besides addresses and localhost
 * @param sessionIdle a session that is not used for so long is over
 * @param sessionLifetime a session is over after so long
 * @param tokens those that the settings declare
 * @param issuer whose tokens are taken, too
 * @param roleClaim name of the claim with the role, or a JSON Pointer to it
 * @param publicUrl under which senders reach the door, without a slash at its end; may be empty
 */
public record ConsoleSettings(
    boolean enabled,
    Set<String> hosts,
    Duration sessionIdle,
    Duration sessionLifetime,
    List<Token> tokens,
    Optional<IssuerTokens> issuer,
    String roleClaim,
    String publicUrl) {
  private static final String PREFIX = "incoming.console.";
  private static final int SHORTEST_TOKEN = 32;
  private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");

  /** A declared token. */
  record Token(String name, SecretDigest digest, Role role) {}

  /** Reads {@code incoming.console.*}. */
  public static ConsoleSettings read(Settings settings, Clock clock) {
    return new ConsoleSettings(
        settings.choice(PREFIX + "enabled", "true", "false").equals("true"),
        hosts(settings),
        settings.duration(PREFIX + "session-idle", "30m", "1m", "7d"),
        settings.duration(PREFIX + "session-lifetime", "12h", "1m", "30d"),
        tokens(settings),
        IssuerTokens.read(settings, PREFIX + "oidc", clock),
        settings.text(PREFIX + "oidc.role-claim", "incoming-role"),
        publicUrl(settings));
  }

  private static Set<String> hosts(Settings settings) {
    String key = PREFIX + "hosts";
    Set<String> hosts = new HashSet<>();
    for (String host : settings.text(key, "").toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = host.strip();
      if (HOST.matcher(name).matches()) {
        hosts.add(name);
      } else if (!name.isEmpty()) {
        settings.problem(key, "'" + name + "' is no name of a host, such as admin.example.com");
      }
    }
    return Set.copyOf(hosts);
  }

  private static List<Token> tokens(Settings settings) {
    List<Token> tokens = new ArrayList<>();
    for (String name : settings.names(PREFIX + "tokens", Set.of("token", "token-sha256", "role"))) {
      String key = PREFIX + "tokens." + name;
      if (name.equals(AdminToken.NAME)) {
        settings.problem(key, "is called as the token in data/admin-token; call it otherwise");
      }
      Optional<SecretDigest> plain = digest(settings, key + ".token", ConsoleSettings::plain);
      Optional<SecretDigest> hashed = digest(settings, key + ".token-sha256", SecretDigest::parse);
      if (settings.isSet(key + ".token") == settings.isSet(key + ".token-sha256")) {
        settings.problem(key, "needs exactly one of token and token-sha256");
      }
      Optional<Role> role = settings.text(key + ".role").flatMap(Role::of);
      if (role.isEmpty()) {
        settings.problem(key + ".role", "must be one of view, edit, publish, admin");
      }
      plain
          .or(() -> hashed)
          .ifPresent(digest -> role.ifPresent(may -> tokens.add(new Token(name, digest, may))));
    }
    return tokens;
  }

  private static Optional<SecretDigest> digest(
      Settings settings, String key, Function<String, SecretDigest> read) {
    try {
      return settings.text(key).map(read);
    } catch (IllegalArgumentException e) {
      settings.problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  private static SecretDigest plain(String token) {
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "the token has "
              + token.length()
              + " characters; it needs "
              + SHORTEST_TOKEN
              + ", for example the output of 'openssl rand -hex 32'");
    }
    return SecretDigest.of(token);
  }

  private static String publicUrl(Settings settings) {
    String url = settings.text("incoming.public-url", "");
    if (!url.isEmpty() && !isAddress(url)) {
      settings.problem(
          "incoming.public-url", "is not an address such as https://hooks.example.com");
    }
    return url.replaceFirst("/+$", "");
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = new URI(url);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
