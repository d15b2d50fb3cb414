package incoming.console;

import incoming.http.Problem;
import java.util.List;

/** The refusals that more than one operation has. */
final class Refusals {
  private Refusals() {}

  static Refusal starting() {
    return Refusal.of(
        Problem.of(503, "starting", "Starting", "This server is starting; try again.")
            .retryAfter(1));
  }

  static Refusal busy() {
    return Refusal.of(
        Problem.of(503, "busy", "Too busy", "Too many requests are in work; try again.")
            .retryAfter(1));
  }

  static Refusal tooSlow(String detail) {
    return Refusal.of(Problem.of(408, "request-timeout", "Request too slow", detail));
  }

  static Refusal noPath() {
    return Refusal.of(
        Problem.of(
            404,
            "not-found",
            "No such address",
            "The API has no such address; /api/openapi.json lists those that it has."));
  }

  static Refusal missing(String detail) {
    return Refusal.of(Problem.of(404, "not-found", "There is no such thing", detail));
  }

  static Refusal method(String allowed) {
    return Refusal.of(
        Problem.of(405, "method-not-allowed", "Method not allowed", "Here one may " + allowed + ".")
            .with("Allow", allowed));
  }

  static Refusal notAcceptable(String offered) {
    return Refusal.of(
        Problem.of(
            406, "not-acceptable", "Not acceptable", "This is answered as " + offered + " alone."));
  }

  static Refusal mediaType(String wanted) {
    return Refusal.of(
        Problem.of(
            415,
            "unsupported-media-type",
            "Unsupported media type",
            "Send one Content-Type, " + wanted + ", in UTF-8 and without Content-Encoding."));
  }

  static Refusal bodyTooLarge(int limit) {
    return Refusal.of(
        Problem.of(
            413,
            "body-too-large",
            "Body too large",
            "The body may have " + limit + " bytes at most."));
  }

  static Refusal query(String detail) {
    return Refusal.of(Problem.of(400, "query-invalid", "The query is not valid", detail));
  }

  static Refusal json(String detail) {
    return Refusal.of(Problem.of(400, "malformed-json", "The body is not JSON", detail));
  }

  static Refusal fields(List<Fault> faults) {
    return Refusal.of(
        Problem.of(
            422, "fields-invalid", "Fields are not valid", "The fields in 'errors' are wrong."),
        faults);
  }

  static Refusal field(String pointer, String detail) {
    return fields(List.of(new Fault(pointer, detail)));
  }

  static Refusal noPrecondition() {
    return Refusal.of(
        Problem.of(
            428,
            "precondition-required",
            "The version is missing",
            "Send in If-Match the one ETag that you have read, with its quotation marks, or"
                + " If-None-Match: * for what is new."));
  }

  /** The state of things does not allow it. */
  static Refusal conflict(String name, String title, String detail) {
    return Refusal.of(Problem.of(409, name, title, detail));
  }

  static Refusal unavailable(String detail) {
    return Refusal.of(Problem.of(503, "unavailable", "Not available now", detail).retryAfter(5));
  }

  static Refusal failed(String reference) {
    return Refusal.of(
        Problem.of(
            500,
            "internal-error",
            "Internal error",
            "Something failed on our side. Reference: " + reference));
  }
}
