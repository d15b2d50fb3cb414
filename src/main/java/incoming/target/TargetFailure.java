package incoming.target;

import incoming.http.Problem;
import incoming.target.CallFailure.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Puts a failed call to a target into words.
 *
 * <p>The log learns the integration, the host and the status or the kind of failure; the sender the
 * status or the kind alone. Neither sees the path, the query or credentials of the address, nor
 * anything that the target has sent, which the messages of exceptions may quote.
 */
record TargetFailure(String integration, HttpHost host) {
  private static final int RETRY_SECONDS = 30;

  /** The answer was not 2xx. {@code retryAfter} may be {@code null}. */
  CallFailure refused(int status, Duration retryAfter) {
    boolean retryable =
        status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600);
    return failure(
        problem(
            502,
            "target-refused",
            "The target did not take the event",
            "the target answered with status " + status,
            retryable),
        "answered with status " + status,
        Origin.TARGET,
        retryAfter);
  }

  CallFailure timeout() {
    return failure(
        problem(
            504,
            "target-timeout",
            "The target took too long",
            "the target did not answer in time",
            true),
        "did not answer in time",
        Origin.TARGET,
        null);
  }

  private CallFailure withoutConnection(IOException cause) {
    return failure(
        problem(
            503,
            "no-free-connection",
            "All connections are in use",
            "no connection to the target was free in time",
            true),
        "was not called: " + words(cause),
        Origin.HERE,
        null);
  }

  /** There is no URL for this event; {@code reason} tells why. */
  CallFailure withoutUrl(String reason) {
    return failure(
        problem(422, "parameter-unfit", "A value of the event does not fit", reason, false),
        "was not called: " + reason,
        Origin.HERE,
        null);
  }

  /** The words for an exception of the HTTP client. */
  CallFailure of(IOException cause) {
    if (cause instanceof RefusedAddressException) {
      return failure(
          problem(
              502,
              "target-not-allowed",
              "The target is not allowed",
              "the address of the target is not one that may be called",
              false),
          "was not called: " + words(cause),
          Origin.HERE,
          null);
    } else if (cause instanceof ConnectionRequestTimeoutException) {
      return withoutConnection(cause);
    } else if (cause instanceof InterruptedIOException) {
      return timeout(); // the parent of all time-outs: of the connection and of the answer
    }
    return failure(
        problem(
            502,
            "target-unreachable",
            "The target cannot be reached",
            cause instanceof UnknownHostException
                ? "the target's name is not known"
                : "the connection to the target failed",
            true),
        "cannot be reached: " + words(cause),
        Origin.TARGET,
        null);
  }

  /** What went wrong in a few words, none of them from the other side. */
  static String words(IOException cause) {
    if (cause instanceof RefusedAddressException refused) {
      return refused.getMessage();
    } else if (cause instanceof UnknownHostException) {
      return "the name is not known";
    } else if (cause instanceof ConnectionRequestTimeoutException) {
      return "all connections are in use (incoming.delivery.max-connections, or"
          + " .max-connections-per-target)";
    } else if (cause instanceof ConnectTimeoutException) {
      return "timed out while connecting";
    } else if (cause instanceof InterruptedIOException) {
      return "timed out";
    } else if (cause instanceof SSLException tls) {
      return words(tls);
    } else if (cause instanceof ConnectException) {
      return "the connection was refused";
    } else if (cause instanceof NoRouteToHostException) {
      return "there is no route to the host";
    } else if (cause instanceof NoHttpResponseException
        || cause instanceof ConnectionClosedException
        || cause instanceof EOFException) {
      return "the connection was closed early";
    } else if (cause instanceof SocketException) {
      return "the connection was reset";
    }
    return "the answer cannot be read as HTTP";
  }

  private static String words(SSLException failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return "the certificate is not for this host name";
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "the certificate has expired";
      } else if (cause instanceof SocketException || cause instanceof EOFException) {
        return "the connection was closed during the TLS handshake";
      } else if (cause instanceof GeneralSecurityException && cause.getCause() == null) {
        return "the certificate is not trusted";
      }
    }
    return "the TLS handshake failed";
  }

  private static Problem problem(
      int status, String name, String title, String detail, boolean retryable) {
    Problem problem = Problem.of(status, name, title, detail);
    Problem fit = new Problem(problem.type(), title, status, detail, retryable, problem.headers());
    return retryable ? fit.retryAfter(RETRY_SECONDS) : fit;
  }

  private CallFailure failure(Problem problem, String reason, Origin origin, Duration retryAfter) {
    return new CallFailure(
        problem,
        "integration '" + integration + "': target " + host.toHostString() + " " + reason,
        origin,
        problem.retry(),
        retryAfter);
  }
}
