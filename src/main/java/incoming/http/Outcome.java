package incoming.http;

import java.util.Locale;

/**
 * How a request ended, as it is counted for those who run this process.
 *
 * @param reason the last segment of the problem's type, such as {@code body-too-large}; {@code
 *     route} for an error status that a route set by itself; {@code handshake} for a provider that
 *     only asked whether the endpoint is ours; empty when all went well. Never anything that a
 *     sender chose
 */
public record Outcome(Kind kind, String reason) {
  static final Outcome ACCEPTED = new Outcome(Kind.ACCEPTED, "");
  static final Outcome DUPLICATE = new Outcome(Kind.DUPLICATE, "");

  /** The sender left before its request was whole. */
  static final Outcome GONE = new Outcome(Kind.FAILED, "gone");

  /** What dashboards tell apart. */
  public enum Kind {
    /** The route took the request to its end, or to a filter that it did not pass. */
    ACCEPTED,
    /** An equal request was accepted before. */
    DUPLICATE,
    /** The request was wrong (4xx) or came at the wrong time (503). */
    REFUSED,
    /** Something broke, here or behind (500, 502, 504), or there was nobody left to answer. */
    FAILED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an answer of {@code status} means; {@code reason} counts only for an error. */
  static Outcome of(int status, String reason) {
    if (status < 400) {
      return ACCEPTED;
    }
    return new Outcome(status < 500 || status == 503 ? Kind.REFUSED : Kind.FAILED, reason);
  }
}
