package incoming.auth;

import incoming.http.TrustedProxies;
import incoming.route.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Who may post to a route, and how often: the steps that say so, and the keys behind them.
 *
 * <p>Touches nothing on disk before a key is created or {@link Login#open} is called.
 */
public final class Authentication {
  private final Keys keys;
  private final TrustedProxies proxies;
  private final Clock clock;
  private final ApiKeys apiKeys;
  private final Login login;

  /**
   * Authentication with these keys and those below {@code data}.
   *
   * @param keys those of the settings
   * @param data folder of all state
   * @param proxies whose word about addresses counts
   * @param clock decides which tokens have expired
   */
  public Authentication(
      Keys keys, LoginSettings settings, Path data, TrustedProxies proxies, Clock clock) {
    this.keys = keys;
    this.proxies = proxies;
    this.clock = clock;
    this.apiKeys = new ApiKeys(data.resolve("keys"), keys, clock, System::nanoTime);
    this.login =
        new Login(settings, apiKeys, data.resolve("signing"), proxies, clock, System::nanoTime);
  }

  /** All steps by name. */
  public Map<String, Step> steps() {
    return Map.of(
        "allow-from", new AllowFromStep(proxies),
        "api-key", new ApiKeyStep(apiKeys),
        "basic", new BasicStep(keys),
        "jwt", new JwtStep(keys, apiKeys, login.tokens(), clock),
        "rate-limit", new RateLimitStep(System::nanoTime),
        "signature", new SignatureStep(keys));
  }

  /** The API keys, declared and created. */
  public ApiKeys apiKeys() {
    return apiKeys;
  }

  /** Where API keys are exchanged for tokens. */
  public Login login() {
    return login;
  }
}
