package incoming.auth;

import incoming.http.Answer;
import incoming.http.Request;
import incoming.route.NotDeclaredException;
import incoming.route.Step;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:jwt?apiKey=<name>}: lets a request pass that carries a good bearer
 * token: one that the issuer of a declared key has signed, or one that the login has issued for an
 * API key.
 *
 * <p>Reads the one {@code Authorization} header of the request and nothing else; a token in the
 * query or the body does not count. Refuses with 401, 403 or, while the keys cannot be fetched,
 * 503. Thread-safe. Routes that name the same key share what is known about its tokens. Source: RFC
 * 6750.
 */
final class JwtStep implements Step {
  private static final Pattern BEARER =
      Pattern.compile("bearer(?: +(.*))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Keys keys;
  private final ApiKeys apiKeys;
  private final IssuedTokens issued;
  private final Map<String, TokenCheck> checks = new TreeMap<>();

  /**
   * A step over declared keys for tokens, and over API keys for those that the login {@code issued}
   * for them; {@code clock} decides which tokens have expired.
   */
  JwtStep(Keys keys, ApiKeys apiKeys, IssuedTokens issued, Clock clock) {
    this.keys = keys;
    this.apiKeys = apiKeys;
    this.issued = issued;
    for (Key key : keys.all()) {
      checks.put(key.name(), new TokenCheck(key, clock));
    }
  }

  @Override
  public Processor create(Map<String, Object> options) {
    Object option = options.remove("apiKey");
    if (option == null) {
      throw new IllegalArgumentException("incoming:jwt needs apiKey=<name of a key>; " + known());
    }
    String name = option.toString();
    TokenCheck check = checks.get(name);
    if (check != null) {
      return exchange -> process(exchange, check::admit);
    }
    if (apiKeys.names().contains(name)) {
      return exchange -> process(exchange, token -> issued.admit(token, name));
    }
    throw new NotDeclaredException(
        "incoming:jwt?apiKey=" + name + ": there is no such key; " + known());
  }

  private String known() {
    if (apiKeys.names().isEmpty()) {
      return keys.declared() + (keys.all().isEmpty() ? ", or create an API key" : "");
    }
    return keys.declared() + "; API keys are " + String.join(", ", apiKeys.names());
  }

  /** Lets a token pass or refuses it. */
  @FunctionalInterface
  private interface Check {
    void admit(String token) throws Refusal;
  }

  private static void process(Exchange exchange, Check check) {
    try {
      check.admit(token(Request.of(exchange).headers().getAll("Authorization")));
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  private static String token(List<String> headers) throws Refusal {
    if (headers.isEmpty()) {
      throw Refusal.missing("send the header Authorization: Bearer and a token");
    }
    if (headers.size() > 1) {
      throw Refusal.invalid("there is more than one Authorization header");
    }
    Matcher bearer = BEARER.matcher(headers.get(0));
    if (!bearer.matches()) {
      throw Refusal.missing("the Authorization header is not of the kind Bearer");
    }
    String token = bearer.group(1);
    if (token == null || token.isEmpty()) {
      throw Refusal.missing("there is no token after Authorization: Bearer");
    }
    return token;
  }
}
