package incoming.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token endpoint has answered: an access token, or why there is none.
 *
 * <p>Of an answer nothing is repeated but an error code that is one of the standard's. Source: RFC
 * 6749 sections 5.1 and 5.2, RFC 6750.
 *
 * @param token {@code null} when there is none
 * @param lifetime for which the token can be used without asking again
 * @param failure {@code null} when there is a token
 */
record TokenAnswer(String token, Duration lifetime, CredentialFailure failure) {
  private static final Duration UNTOLD = Duration.ofMinutes(5);
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** A lifetime beyond it is a mistake, or is none that one would want to rely on. */
  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,16384}");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  /** Statuses of 4xx after which the same request may succeed. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static TokenAnswer failed(CredentialFailure failure) {
    return new TokenAnswer(null, Duration.ZERO, failure);
  }

  /** The answer with this status and body. */
  static TokenAnswer read(int status, byte[] body) {
    Optional<JsonNode> json = parse(body);
    if (status == 200) {
      return json.map(TokenAnswer::granted).orElseGet(() -> malformed("is no JSON object"));
    }
    if (status >= 500 || PASSING.contains(status)) {
      return failed(CredentialFailure.passing("the token endpoint answered with status " + status));
    }
    if (status != 400 && status != 401) {
      return failed(CredentialFailure.lasting("the token endpoint answered with status " + status));
    }
    String code = json.map(answer -> answer.path("error").asText()).orElse("");
    return failed(
        CredentialFailure.lasting(
            "the token endpoint refused the credentials ("
                + (ERRORS.contains(code) ? code : "status " + status)
                + ")"));
  }

  private static TokenAnswer granted(JsonNode answer) {
    JsonNode token = answer.path("access_token");
    if (!token.isTextual() || !VISIBLE.matcher(token.textValue()).matches()) {
      return malformed("has no access_token that fits into a header");
    }
    if (!"bearer".equalsIgnoreCase(answer.path("token_type").textValue())) {
      return malformed("has a token_type other than Bearer, or none");
    }
    JsonNode expires = answer.path("expires_in");
    if (expires.isMissingNode() || expires.isNull()) {
      return new TokenAnswer(token.textValue(), UNTOLD, null);
    }
    // Some write the number as text, against the standard, and mean no harm.
    String seconds = expires.asText();
    if (!DIGITS.matcher(seconds).matches()) {
      return malformed("has an expires_in that is not a number of seconds");
    }
    return new TokenAnswer(token.textValue(), lifetime(Long.parseLong(seconds)), null);
  }

  /** Half a minute less than told: on its way a token grows older; half of a short one. */
  private static Duration lifetime(long seconds) {
    Duration told = Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
    Duration half = told.dividedBy(2);
    Duration less = told.minus(MARGIN);
    return less.compareTo(half) > 0 ? less : half;
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty(); // whose message would quote the answer
    } catch (IOException e) {
      throw new IllegalStateException("an array of bytes can always be read", e);
    }
  }

  /** Passing, since it is mostly what stands before an endpoint that answers so. */
  private static TokenAnswer malformed(String what) {
    return failed(CredentialFailure.passing("the token endpoint's answer " + what));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return failure == null ? "TokenAnswer[" + lifetime + "]" : "TokenAnswer[" + failure + "]";
  }
}
