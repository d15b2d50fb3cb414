package incoming.auth;

import incoming.http.Answer;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The signatures of Slack: over {@code v0:<seconds>:<body>}.
 *
 * <p>When an address is entered there, Slack posts {@code {"type":"url_verification",...}}, signed
 * like any event; its challenge is sent back. Source: Slack, "Verifying requests from Slack" and
 * "url_verification".
 */
final class SlackScheme implements SignatureScheme {
  private static final String SIGNATURE = "X-Slack-Signature";
  private static final String TIMESTAMP = "X-Slack-Request-Timestamp";
  private static final String VERSION = "v0=";

  /** The handshake has some 150 bytes; a longer body is an event and is not read twice. */
  private static final int LONGEST_HANDSHAKE = 512;

  @Override
  public String header() {
    return SIGNATURE;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public SignatureClaim read(MultiMap headers) throws Refusal {
    String value = SignatureHeaders.one(headers, SIGNATURE, SIGNATURE);
    String second = SignatureHeaders.one(headers, TIMESTAMP, SIGNATURE);
    if (!value.startsWith(VERSION)) {
      throw SignatureRefusals.invalid(SIGNATURE, "the signature begins with " + VERSION);
    }
    byte[] signature =
        SignatureEncoding.HEX
            .decode(value.substring(VERSION.length()), Hash.SHA256.length())
            .orElseThrow(
                () ->
                    SignatureRefusals.invalid(
                        SIGNATURE,
                        "the signature is " + SignatureEncoding.HEX.form(Hash.SHA256.length())));
    return new SignatureClaim(
        SignatureHeaders.seconds(second, SIGNATURE),
        ("v0:" + second + ":").getBytes(StandardCharsets.US_ASCII),
        List.of(signature));
  }

  @Override
  public Optional<Answer> signed(Request request) {
    if (request.body().length > LONGEST_HANDSHAKE) {
      return Optional.empty();
    }
    String[] found = {"", ""};
    try {
      TokenJson.read(
          "body",
          request.body(),
          (name, json) -> {
            switch (name) {
              case "type" -> found[0] = json.getText();
              case "challenge" -> found[1] = json.getText();
              default -> {}
            }
          });
    } catch (Refusal e) {
      return Optional.empty(); // no handshake; what is wrong with it is for a later step to say
    }
    return found[0].equals("url_verification") ? Handshake.answer(found[1]) : Optional.empty();
  }
}
