package incoming.console;

import incoming.http.Problem;
import java.util.List;
import java.util.Map;

/**
 * Why a request is not served; ends its handling from wherever the reason was found.
 *
 * <p>Never leaves this package: {@link Reply#refused} makes an answer of it.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, Object> members;

  private Refusal(Problem problem, Map<String, Object> members) {
    // A refusal is an everyday answer: a stack trace would only cost.
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.members = members;
  }

  static Refusal of(Problem problem) {
    return new Refusal(problem, Map.of());
  }

  /** A refusal of {@code faults} in fields of the body. */
  static Refusal of(Problem problem, List<Fault> faults) {
    return of(problem, "errors", List.copyOf(faults));
  }

  /** A refusal that tells more in a member of its own (RFC 9457, section 3.2). */
  static Refusal of(Problem problem, String member, Object value) {
    return new Refusal(problem, Map.of(member, value));
  }

  Problem problem() {
    return problem;
  }

  /** What the problem tells besides what all do. */
  Map<String, Object> members() {
    return members;
  }
}
