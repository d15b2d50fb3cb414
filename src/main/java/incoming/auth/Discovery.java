package incoming.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import incoming.config.SecureAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/**
 * What an OpenID provider says of itself, as far as its keys are concerned. Source: OpenID Connect
 * Discovery 1.0, section 4.
 */
final class Discovery {
  private static final String PATH = "/.well-known/openid-configuration";

  private final String issuer;

  /** That of {@code issuer}, which is compared to the letter. */
  Discovery(String issuer) {
    this.issuer = issuer;
  }

  /**
   * Where its configuration is.
   *
   * @throws IllegalArgumentException when the issuer is no address
   */
  URI address() {
    return SecureAddress.parse(issuer.replaceFirst("/$", "") + PATH);
  }

  /** Where {@code configuration} says that the keys are. */
  URI keys(byte[] configuration) throws IOException {
    Map<String, Object> json;
    try {
      json = JSONObjectUtils.parse(new String(configuration, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IOException("its configuration is no JSON object");
    }
    if (!issuer.equals(json.get("issuer"))) {
      throw new IOException("its configuration is that of another issuer");
    } else if (json.get("jwks_uri") instanceof String keys) {
      return SecureAddress.parse(keys);
    }
    throw new IOException("its configuration has no jwks_uri");
  }
}
