package incoming.auth;

import incoming.http.Answer;
import incoming.http.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answer to a provider that asks whether an endpoint is ours: its own challenge.
 *
 * <p>Only a short text that means nothing to anybody else is sent back, as plain text: what comes
 * in is never a page or a script of this address.
 */
final class Handshake {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
  private static final Outcome OUTCOME = new Outcome(Outcome.Kind.ACCEPTED, "handshake");
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/plain; charset=utf-8",
          "X-Content-Type-Options", "nosniff");

  private Handshake() {}

  /** The answer with {@code challenge} in it, if that is one. */
  static Optional<Answer> answer(String challenge) {
    return CHALLENGE.matcher(challenge).matches()
        ? Optional.of(
            new Answer(200, HEADERS, challenge.getBytes(StandardCharsets.US_ASCII), OUTCOME))
        : Optional.empty();
  }
}
