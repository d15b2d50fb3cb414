package incoming.auth;

import incoming.http.Problem;

/**
 * What a sender is told whose signature is not good; nothing of the request is repeated.
 *
 * <p>HTTP wants a challenge with a 401 (RFC 9110 section 11.6.1). No scheme is registered for
 * signatures of webhooks, so it only names the header in which one is expected.
 */
final class SignatureRefusals {
  private SignatureRefusals() {}

  static Refusal missing(String header) {
    return refusal(
        "signature-missing",
        "This integration needs a signature",
        "the header " + header + " is missing",
        header);
  }

  static Refusal invalid(String header, String detail) {
    return refusal("signature-invalid", "The signature is not valid", detail, header);
  }

  /** The signature is right, but not of now. */
  static Refusal outOfTime(String header, String detail) {
    return refusal("signature-out-of-time", "The signature is not of now", detail, header);
  }

  private static Refusal refusal(String name, String title, String detail, String header) {
    return Refusal.of(
        Problem.of(401, name, title, detail)
            .with("WWW-Authenticate", "Signature realm=\"incoming\", header=\"" + header + "\""));
  }
}
