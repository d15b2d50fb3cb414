package incoming.auth;

import incoming.event.ParameterName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a scheme of {@code incoming:signature} signs beside the body, which all of them sign.
 *
 * <p>Whoever has seen a signed request can send it again with other values wherever it is not
 * signed: a hash over one of those takes it for new each time. Sources: those of the schemes.
 */
public final class SignedParts {
  private static final Map<String, Set<String>> HEADERS =
      Map.of(
          "slack", Set.of("headers[\"x-slack-request-timestamp\"]"),
          "standard-webhooks", Set.of("headers[\"webhook-id\"]", "headers[\"webhook-timestamp\"]"));

  private SignedParts() {}

  /**
   * Why {@code parameter} must not tell requests apart that are signed by {@code scheme}; empty
   * when it is signed, or the same in all requests to an endpoint.
   */
  public static Optional<String> warning(String scheme, ParameterName parameter) {
    String name = parameter.toString();
    boolean open = name.startsWith("headers") || name.startsWith("query");
    return open && !HEADERS.getOrDefault(scheme, Set.of()).contains(name)
        ? Optional.of(
            "the signature (scheme="
                + scheme
                + ") does not cover "
                + name
                + ": whoever has seen a request can send it again with another value, and it is"
                + " taken as new; take what is in the body")
        : Optional.empty();
  }
}
