package incoming.console;

import incoming.http.Problem;
import java.util.List;

/**
 * Why a request is not served; ends its handling from wherever the reason was found.
 *
 * <p>Never leaves this package: {@link Reply#refused} makes an answer of it.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<Fault> faults;

  private Refusal(Problem problem, List<Fault> faults) {
    // A refusal is an everyday answer: a stack trace would only cost.
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.faults = faults;
  }

  static Refusal of(Problem problem) {
    return new Refusal(problem, List.of());
  }

  /** A refusal of {@code faults} in fields of the body. */
  static Refusal of(Problem problem, List<Fault> faults) {
    return new Refusal(problem, List.copyOf(faults));
  }

  Problem problem() {
    return problem;
  }

  List<Fault> faults() {
    return faults;
  }
}
