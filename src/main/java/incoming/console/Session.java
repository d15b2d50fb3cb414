package incoming.console;

import incoming.auth.SecretDigest;
import java.time.Instant;

/**
 * A browser that has logged in.
 *
 * @param csrf what it must send along with every change; pages of other sites cannot read it
 * @param end when the session is over, however much it is used
 */
record Session(Caller caller, String csrf, Instant end) {
  boolean hasSent(String token) {
    return token != null && SecretDigest.of(csrf).isSameAs(SecretDigest.of(token));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Session[" + caller + "]";
  }
}
