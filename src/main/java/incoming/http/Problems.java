package incoming.http;

/** The refusals of the door itself. */
final class Problems {
  static final Problem NOT_FOUND =
      Problem.of(404, "not-found", "No such endpoint", "There is no endpoint at this address.");
  static final Problem GONE =
      Problem.of(
          410,
          "endpoint-gone",
          "Endpoint no longer in use",
          "This endpoint has been replaced by another one. Ask its owner for the new address.");
  static final Problem STARTING =
      Problem.of(503, "starting", "Starting", "This server is starting; try again.").retryAfter(1);
  static final Problem STOPPING =
      Problem.of(503, "stopping", "Stopping", "This server is stopping; try again.").retryAfter(2);
  static final Problem UNAVAILABLE =
      Problem.of(
              503,
              "integration-unavailable",
              "Integration not running",
              "This endpoint exists, but its integration could not be started. Nothing was"
                  + " accepted.")
          .retryAfter(30);
  static final Problem BUSY =
      Problem.of(503, "busy", "Too busy", "Too many requests are in work; try again.")
          .retryAfter(1);
  static final Problem TIMEOUT =
      Problem.of(
          408, "request-timeout", "Request too slow", "The request did not arrive in time, whole.");
  static final Problem MALFORMED = malformed("This is not well-formed HTTP.");
  static final Problem EXPECTATION_FAILED =
      Problem.of(
          417, "expectation-failed", "Expectation failed", "The only Expect is 100-continue.");
  static final Problem LINE_TOO_LONG =
      Problem.of(414, "uri-too-long", "Address too long", "Path and query are too long.");
  static final Problem HEADER_TOO_LARGE =
      Problem.of(431, "headers-too-large", "Headers too large", "The headers are too large.");

  private Problems() {}

  static Problem malformed(String detail) {
    return Problem.of(400, "malformed-request", "Malformed request", detail);
  }

  static Problem methodNotAllowed(String allowed) {
    return Problem.of(
            405, "method-not-allowed", "Method not allowed", "This endpoint takes " + allowed + ".")
        .with("Allow", allowed);
  }

  static Problem bodyTooLarge(int limit) {
    return Problem.of(
        413, "body-too-large", "Body too large", "The body may have " + limit + " bytes at most.");
  }

  static Problem unsupportedMediaType(String detail) {
    return Problem.of(415, "unsupported-media-type", "Unsupported media type", detail);
  }

  static Problem internalError(String reference) {
    return Problem.of(
        500,
        "internal-error",
        "Internal error",
        "Something failed on our side and nothing was accepted. Reference: " + reference);
  }
}
