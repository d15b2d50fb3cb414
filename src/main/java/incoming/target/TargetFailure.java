package incoming.target;

import incoming.http.Problem;
import incoming.http.ProblemException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Puts a failed call to a target into words.
 *
 * <p>The log learns the integration, the host and the status or the kind of failure; the sender the
 * status or the kind alone. Neither sees the path, the query or credentials of the address, nor
 * anything that the target has sent, which the messages of exceptions may quote.
 */
record TargetFailure(String integration, HttpHost host) {
  private static final int RETRY_SECONDS = 30;

  ProblemException refused(int status) {
    return failure(
        502,
        "target-refused",
        "The target did not take the event",
        "the target answered with status " + status,
        "answered with status " + status);
  }

  ProblemException timeout() {
    return failure(
        504,
        "target-timeout",
        "The target took too long",
        "the target did not answer in time",
        "did not answer in time");
  }

  /** The words for an exception of the HTTP client. */
  ProblemException of(Exception cause) {
    if (cause instanceof InterruptedIOException) {
      return timeout(); // the parent of all time-outs: of the connection, the answer, the pool
    }
    return failure(
        502,
        "target-unreachable",
        "The target cannot be reached",
        cause instanceof UnknownHostException
            ? "the target's name is not known"
            : "the connection to the target failed",
        "cannot be reached (" + cause.getClass().getSimpleName() + ")");
  }

  private ProblemException failure(
      int status, String name, String title, String detail, String reason) {
    return new ProblemException(
        Problem.of(status, name, title, detail).retryAfter(RETRY_SECONDS),
        "integration '" + integration + "': target " + host.toHostString() + " " + reason);
  }
}
