package incoming.auth;

import incoming.config.Settings;
import java.time.Duration;

/**
 * How the login issues tokens.
 *
 * @param enabled whether this node issues any; it takes those of others all the same
 * @param lifetime of a token
 * @param issuer what tokens have as {@code iss} and as {@code aud}
 */
public record LoginSettings(boolean enabled, Duration lifetime, String issuer) {

  /** Reads {@code incoming.login.*}. */
  public static LoginSettings read(Settings settings) {
    String address = settings.text("incoming.public-url").orElse("incoming");
    return new LoginSettings(
        settings.choice("incoming.login.enabled", "true", "false").equals("true"),
        settings.duration("incoming.login.token-lifetime", "1h", "1m", "30d"),
        settings.text("incoming.login.issuer").orElse(address));
  }
}
