package incoming.target;

import incoming.http.Problem;
import java.util.Map;

/**
 * Why a call cannot be made with its credentials, in words without a secret.
 *
 * @param origin whose doing it is
 * @param type of the problem, such as {@code credentials-unavailable}
 * @param detail what the sender is told
 * @param reason what the log is told
 * @param retryable whether the same call may succeed later
 */
record CredentialFailure(
    CallFailure.Origin origin,
    String type,
    String title,
    String detail,
    String reason,
    boolean retryable) {
  private static final int RETRY_SECONDS = 30;

  /** A failure that passes by itself. */
  static CredentialFailure passing(String reason) {
    return unavailable(reason, reason, true);
  }

  /** A failure that stays until a person acts. */
  static CredentialFailure lasting(String reason) {
    return unavailable(reason, reason, false);
  }

  /** A failure that stays until a person acts, who is told more than the sender. */
  static CredentialFailure lasting(String detail, String reason) {
    return unavailable(detail, reason, false);
  }

  /** The route has another target than the credentials are for. */
  static CredentialFailure notAllowed(String reason) {
    return new CredentialFailure(
        CallFailure.Origin.HERE,
        "target-not-allowed",
        "The target is not allowed",
        "the credentials of the call are not for its target",
        reason,
        false);
  }

  private static CredentialFailure unavailable(String detail, String reason, boolean retryable) {
    return new CredentialFailure(
        CallFailure.Origin.CREDENTIALS,
        "credentials-unavailable",
        "The call to the target cannot be authorized",
        detail,
        reason,
        retryable);
  }

  /** The failure of a call with the credentials {@code name}. */
  CallFailure of(String name) {
    Problem problem = new Problem("/problems/" + type, title, 502, detail, retryable, Map.of());
    return new CallFailure(
        retryable ? problem.retryAfter(RETRY_SECONDS) : problem,
        "credentials '" + name + "': " + reason,
        origin,
        retryable,
        null);
  }
}
