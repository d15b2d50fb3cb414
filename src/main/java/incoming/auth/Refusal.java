package incoming.auth;

import incoming.http.Problem;

/**
 * Why a request is not let in; ends a check from wherever the reason was found.
 *
 * <p>Never leaves this package: a step hands its problem on as a value. Descriptions of tokens are
 * texts of ours, within what RFC 6750 section 3 allows in {@code error_description}, and repeat
 * nothing of a token.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int RETRY_SECONDS = 30;

  private final transient Problem problem;

  private Refusal(Problem problem) {
    // A refusal is an everyday answer, and an attacker's: a stack trace would only cost.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** A refusal that is not about a token. */
  static Refusal of(Problem problem) {
    return new Refusal(problem);
  }

  /** No token: RFC 6750 wants no error code then. */
  static Refusal missing(String detail) {
    return new Refusal(
        Problem.of(401, "token-missing", "This integration needs a token", detail)
            .with("WWW-Authenticate", "Bearer realm=\"incoming\""));
  }

  static Refusal invalid(String detail) {
    return new Refusal(
        challenge(
            Problem.of(401, "token-invalid", "The token is not valid", detail), "invalid_token"));
  }

  static Refusal expired(String detail) {
    return new Refusal(
        challenge(
            Problem.of(401, "token-expired", "The token has expired", detail), "invalid_token"));
  }

  static Refusal notForThisIntegration(String detail) {
    return new Refusal(
        challenge(
            Problem.of(
                403,
                "token-not-for-this-integration",
                "The token is meant for somebody else",
                detail),
            "insufficient_scope"));
  }

  static Refusal ofAnotherKey() {
    return new Refusal(
        challenge(
            Problem.of(
                403,
                "token-of-another-key",
                "The token was issued for another API key",
                "this integration takes the tokens of one API key, and this one is good for another"
                    + " key"),
            "insufficient_scope"));
  }

  static Refusal apiKeysUnreadable() {
    return new Refusal(
        Problem.of(
                503,
                "api-keys-unavailable",
                "The API key cannot be checked now",
                "The API keys of this installation cannot be read now. Nothing was accepted.")
            .retryAfter(RETRY_SECONDS));
  }

  static Refusal keysUnavailable() {
    return new Refusal(
        Problem.of(
                503,
                "keys-unavailable",
                "The token cannot be checked now",
                "The keys to check the token with cannot be fetched from their issuer now.")
            .retryAfter(RETRY_SECONDS));
  }

  private static Problem challenge(Problem problem, String error) {
    return problem.with(
        "WWW-Authenticate",
        "Bearer error=\"" + error + "\", error_description=\"" + problem.detail() + "\"");
  }

  Problem problem() {
    return problem;
  }
}
