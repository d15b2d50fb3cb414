package incoming.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import incoming.http.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Answers {@code {"apiKey": "..."}} with {@code {"token": "..."}}.
 *
 * <p>An unknown key and a disabled one get the same answer after the same work: nobody learns which
 * keys there were. Thread-safe.
 */
final class LoginEndpoint implements Processor {
  private static final Problem MALFORMED =
      Problem.of(
          400,
          "login-malformed",
          "This is no login",
          "Send a JSON object with the member apiKey, a string: {\"apiKey\": \"...\"}.");
  private static final Problem INVALID =
      Problem.of(401, "api-key-invalid", "The API key is not valid", "It is unknown or disabled.")
          .with("WWW-Authenticate", "ApiKey realm=\"incoming\"");
  private static final Problem TOO_MANY =
      Problem.of(
          429,
          "too-many-logins",
          "Too many logins",
          "Ten logins a minute are taken from one address. A token can be used until it expires.");

  private final LoginSettings settings;
  private final ApiKeys keys;
  private final LoginKeys signing;
  private final TrustedProxies proxies;
  private final Tries tries;
  private final InstantSource clock;

  LoginEndpoint(
      LoginSettings settings,
      ApiKeys keys,
      LoginKeys signing,
      TrustedProxies proxies,
      Tries tries,
      InstantSource clock) {
    this.settings = settings;
    this.keys = keys;
    this.signing = signing;
    this.proxies = proxies;
    this.tries = tries;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    try {
      Answer.promise(exchange, answer(Request.of(exchange)));
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  private Answer answer(Request request) throws Refusal {
    long wait = tries.take(proxies.client(request));
    if (wait > 0) {
      int seconds = (int) Duration.ofNanos(wait).plusNanos(999_999_999).toSeconds();
      throw Refusal.of(TOO_MANY.retryAfter(seconds));
    }
    String secret = LoginRequest.apiKey(request.body()).orElseThrow(() -> Refusal.of(MALFORMED));
    Optional<KnownKey> key = keys.matching(secret).filter(match -> !match.isDisabled());
    if (key.isEmpty()) {
      throw Refusal.of(INVALID);
    }
    String token = signing.sign(claims(key.get())).orElseThrow(Refusal::apiKeysUnreadable);
    keys.used(key.get());
    // A token has nothing in it that JSON would have to escape.
    byte[] json = ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.US_ASCII);
    return Answer.json(200, json).with("Cache-Control", "no-store");
  }

  private JWTClaimsSet claims(KnownKey key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new JWTClaimsSet.Builder()
        .issuer(settings.issuer())
        .audience(settings.issuer())
        .subject(key.name())
        .claim(Claims.KEY_ID, key.id())
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(settings.lifetime())))
        .jwtID(UUID.randomUUID().toString())
        .build();
  }
}
