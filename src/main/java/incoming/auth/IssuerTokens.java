package incoming.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.config.SecureAddress;
import incoming.config.Settings;
import incoming.http.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/**
 * Bearer tokens of one trusted issuer, such as an OpenID provider, for one audience.
 *
 * <p>Signature, {@code exp}, {@code nbf}, {@code iss} and {@code aud} are checked as {@code
 * incoming:jwt} checks them; the keys are fetched from the issuer's JWKS when first needed.
 * Thread-safe; a check may wait for that fetch. Does not know tokens that were withdrawn before
 * they expire. Sources: RFC 7519, RFC 8725.
 */
public final class IssuerTokens {
  private static final String NAME = "console";

  private final TokenCheck check;
  private final ObjectMapper json = new ObjectMapper();

  private IssuerTokens(TokenCheck check) {
    this.check = check;
  }

  /** What became of a token. */
  public sealed interface Verdict {
    /** It is good now, and says this. */
    record Good(JsonNode claims) implements Verdict {}

    /** It is not, or cannot be checked now. */
    record Bad(Problem problem) implements Verdict {}
  }

  /**
   * Reads {@code prefix.issuer} and {@code prefix.audience}, both or none, which is empty; and
   * {@code prefix.jwks}, without which the issuer is asked where its keys are.
   */
  public static Optional<IssuerTokens> read(Settings settings, String prefix, Clock clock) {
    Optional<String> issuer = settings.text(prefix + ".issuer");
    Optional<String> audience = settings.text(prefix + ".audience");
    Optional<URI> jwks = address(settings, prefix + ".jwks");
    boolean named = settings.isSet(prefix + ".jwks");
    if (!named && issuer.isEmpty() && audience.isEmpty()) {
      return Optional.empty();
    }
    for (String part : new String[] {"issuer", "audience"}) {
      if (!settings.isSet(prefix + "." + part)) {
        settings.problem(prefix + "." + part, "is missing; issuer and audience go together");
      }
    }
    Optional<URI> asked = named ? jwks : address(settings, prefix + ".issuer");
    if (issuer.isEmpty() || audience.isEmpty() || asked.isEmpty()) {
      return Optional.empty();
    }
    RemoteKeys keys =
        named
            ? new RemoteKeys(NAME, asked.get())
            : new RemoteKeys(NAME, new Discovery(issuer.get()));
    Key key = new Key(NAME, VerifyingKey.ALGORITHMS, issuer, audience, keys);
    return Optional.of(new IssuerTokens(new TokenCheck(key, clock)));
  }

  private static Optional<URI> address(Settings settings, String key) {
    try {
      return settings.text(key).map(SecureAddress::parse);
    } catch (IllegalArgumentException e) {
      settings.problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether {@code token} is good now. */
  public Verdict check(String token) {
    try {
      check.admit(token);
      String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
      return new Verdict.Good(json.readTree(Base64.getUrlDecoder().decode(payload)));
    } catch (Refusal refusal) {
      return new Verdict.Bad(refusal.problem());
    } catch (IOException e) {
      throw new IllegalStateException("a token that was verified cannot be read", e);
    }
  }
}
