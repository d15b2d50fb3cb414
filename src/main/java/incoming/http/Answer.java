package incoming.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/**
 * What the sender is told: a status, a few headers, a body.
 *
 * <p>A step either promises the answer of a request that goes well ({@link #promise}) or refuses
 * the request ({@link #refuse}). What the messages of a route carry never reaches a sender once an
 * answer is promised.
 *
 * @param headers header names as they are to be written
 * @param body may be empty, not {@code null}
 * @param outcome as what the request is counted
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record Answer(int status, Map<String, String> headers, byte[] body, Outcome outcome) {
  static final String PROMISED = "IncomingAnswer";
  static final String ENDED = "IncomingRefusal";
  private static final String PROBLEM = "IncomingProblem";
  private static final byte[] NOTHING = {};

  /** The answer to a request that equals one that was accepted before. */
  static final Answer DUPLICATE = new Answer(204, Map.of(), NOTHING, Outcome.DUPLICATE);

  /** An answer that is counted by its status. */
  Answer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Outcome.of(status, "route"));
  }

  /** An answer without a body. */
  public static Answer of(int status) {
    return new Answer(status, Map.of(), NOTHING);
  }

  /** An answer with a JSON body. */
  public static Answer json(int status, byte[] body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body);
  }

  /** The same answer with one more header. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, outcome);
  }

  /** Says what the sender is told if the rest of the route succeeds. */
  public static void promise(Exchange exchange, Answer answer) {
    exchange.setProperty(PROMISED, answer);
  }

  /** Ends the route of {@code exchange} here; the sender is told {@code problem}. */
  public static void refuse(Exchange exchange, Problem problem) {
    exchange.setProperty(PROBLEM, problem);
    end(exchange, problem.answer());
  }

  /**
   * Ends the route of {@code exchange} here with {@code answer}: the request carries no event, and
   * what was promised or claimed for one is off.
   */
  public static void end(Exchange exchange, Answer answer) {
    exchange.setProperty(ENDED, answer);
    exchange.setRouteStop(true);
  }

  /** Why the request of {@code exchange} was refused, by a step of its route or by its failure. */
  public static Optional<Problem> refusal(Exchange exchange) {
    ProblemException failure =
        ObjectHelper.getException(ProblemException.class, exchange.getException());
    return failure == null
        ? Optional.ofNullable(exchange.getProperty(PROBLEM, Problem.class))
        : Optional.of(failure.problem());
  }

  /** Whether a step of the route of {@code exchange} has refused the request, or ended it early. */
  public static boolean isRefused(Exchange exchange) {
    return exchange.getProperty(ENDED) != null;
  }
}
