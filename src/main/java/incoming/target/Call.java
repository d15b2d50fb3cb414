package incoming.target;

import org.apache.camel.Exchange;

/**
 * One call to a target as it went, fit to be shown: bounded in size, without credentials, also
 * where the target repeats them (see {@link Echo}).
 *
 * @param method such as {@code POST}
 * @param address scheme, host, port and path; the query and whatever is secret are left out
 * @param startedAt epoch milliseconds
 * @param millis from its start to its end
 * @param status of the answer; 0 when there was none
 * @param failure what went wrong in a few words, such as {@code timed out}; {@code null} when the
 *     target answered
 * @param answer the first 2 KiB of the answer's body as text; empty when there was none
 */
public record Call(
    String method,
    String address,
    long startedAt,
    long millis,
    int status,
    String failure,
    String answer) {
  /** The exchange property that has the last call of an exchange. */
  public static final String PROPERTY = "IncomingCall";

  /** The last call of {@code exchange}; {@code null} when none was made. */
  public static Call of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Call.class);
  }
}
