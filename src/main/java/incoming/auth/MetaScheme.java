package incoming.auth;

import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signatures of Meta (Facebook, Instagram, WhatsApp), which are written as GitHub's are.
 *
 * <p>When an address is entered there, Meta asks for it with {@code GET}, unsigned: the challenge
 * is sent back when the verify token is that of one of the keys. Source: Graph API, "Webhooks, Get
 * Started".
 */
final class MetaScheme implements SignatureScheme {
  private static final BodyScheme SIGNATURE = BodyScheme.GITHUB;

  @Override
  public String header() {
    return SIGNATURE.header();
  }

  @Override
  public SignatureClaim read(MultiMap headers) throws Refusal {
    return SIGNATURE.read(headers);
  }

  @Override
  public Optional<Answer> unsigned(Request request, List<SigningKey> keys) throws Refusal {
    if (!request.method().equals("GET")) {
      return Optional.empty();
    }
    Map<String, List<String>> query = query(request);
    String mode = one(query, "hub.mode");
    String token = one(query, "hub.verify_token");
    String challenge = one(query, "hub.challenge");
    if (!mode.equals("subscribe")) {
      throw refusal("a GET asks for hub.mode=subscribe here");
    }
    SecretDigest presented = SecretDigest.of(token);
    boolean known = false;
    for (SigningKey key : keys) {
      // Not ended early: the time would tell which of them it was.
      known |= key.verifyToken().filter(presented::isSameAs).isPresent();
    }
    if (!known) {
      throw refusal("hub.verify_token is not the token that was agreed upon");
    }
    return Optional.of(
        Handshake.answer(challenge)
            .orElseThrow(() -> refusal("hub.challenge is not a short text of letters and digits")));
  }

  private static Map<String, List<String>> query(Request request) throws Refusal {
    try {
      return new QueryStringDecoder(
              Optional.ofNullable(request.query()).orElse(""), StandardCharsets.UTF_8, false)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw refusal("the query is malformed");
    }
  }

  private static String one(Map<String, List<String>> query, String name) throws Refusal {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw refusal("the query needs " + name + " once");
    }
    return values.get(0);
  }

  private static Refusal refusal(String detail) {
    return Refusal.of(
        Problem.of(403, "verification-refused", "The endpoint does not verify this", detail));
  }
}
