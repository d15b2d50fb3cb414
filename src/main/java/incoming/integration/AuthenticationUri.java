package incoming.integration;

import incoming.integration.Authentication.ApiKey;
import incoming.integration.Authentication.Basic;
import incoming.integration.Authentication.Hmac;
import incoming.integration.Authentication.Jwt;
import incoming.integration.Authentication.Signature;
import java.util.List;
import java.util.Optional;

/** The step that authenticates senders, as a route has it. */
final class AuthenticationUri {
  private AuthenticationUri() {}

  /** Empty where nobody is refused. */
  static Optional<String> write(Authentication authentication) {
    if (authentication instanceof Jwt jwt) {
      return Optional.of("incoming:jwt?apiKey=" + jwt.key());
    } else if (authentication instanceof ApiKey key) {
      String header = key.header().isEmpty() ? "" : "header=" + key.header() + "&";
      return Optional.of("incoming:api-key?" + header + keys(key.keys()));
    } else if (authentication instanceof Basic basic) {
      return Optional.of("incoming:basic?" + keys(basic.keys()));
    } else if (authentication instanceof Signature signature) {
      return Optional.of(
          "incoming:signature?scheme="
              + signature.scheme()
              + (signature.hmac() == null ? "" : options(signature.hmac()))
              + "&"
              + keys(signature.keys())
              + (signature.tolerance().isEmpty() ? "" : "&tolerance=" + signature.tolerance()));
    }
    return Optional.empty();
  }

  private static String keys(List<String> names) {
    return "key=" + String.join(",", names);
  }

  private static String options(Hmac hmac) {
    return "&header="
        + hmac.header()
        + "&algorithm="
        + hmac.algorithm()
        + "&encoding="
        + hmac.encoding()
        + (hmac.prefix().isEmpty() ? "" : "&prefix=" + hmac.prefix());
  }

  /** Empty where {@code uri} is another step. */
  static Optional<Authentication> read(StepUri uri) {
    return switch (uri.step()) {
      case "incoming:jwt" -> Optional.of(new Jwt(uri.text("apiKey")));
      case "incoming:api-key" -> Optional.of(new ApiKey(uri.text("header"), uri.list("key")));
      case "incoming:basic" -> Optional.of(new Basic(uri.list("key")));
      case "incoming:signature" -> Optional.of(signature(uri));
      default -> Optional.empty();
    };
  }

  private static Signature signature(StepUri uri) {
    String scheme = uri.text("scheme");
    Hmac hmac =
        scheme.equals(Signature.GENERIC)
            ? new Hmac(
                uri.text("header"), uri.text("algorithm"), uri.text("encoding"), uri.text("prefix"))
            : null;
    return new Signature(scheme, uri.list("key"), uri.text("tolerance"), hmac);
  }
}
