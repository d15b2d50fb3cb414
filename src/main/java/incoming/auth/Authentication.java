package incoming.auth;

import incoming.http.TrustedProxies;
import incoming.route.Step;
import java.time.Clock;
import java.util.Map;

/** The steps with which a route says who may post to it, and how often. */
public final class Authentication {
  private Authentication() {}

  /**
   * All steps by name.
   *
   * @param keys that a route can name
   * @param proxies whose word about addresses counts
   * @param clock decides which tokens have expired
   */
  public static Map<String, Step> steps(Keys keys, TrustedProxies proxies, Clock clock) {
    return Map.of(
        "allow-from", new AllowFromStep(proxies),
        "api-key", new ApiKeyStep(keys),
        "basic", new BasicStep(keys),
        "jwt", new JwtStep(keys, clock),
        "rate-limit", new RateLimitStep(System::nanoTime),
        "signature", new SignatureStep(keys));
  }
}
