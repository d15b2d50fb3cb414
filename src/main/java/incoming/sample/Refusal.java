package incoming.sample;

import incoming.http.Problem;

/** Ends the reading of what cannot be served or tried; becomes a value before it leaves here. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Refusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** The route file itself does not load. */
  static Refusal broken(String reason) {
    return new Refusal(
        Problem.of(422, "route-broken", "The route file does not load as it is", reason));
  }

  /** The route file may run, but has something that nobody could take part in without effect. */
  static Refusal customised(String reason) {
    return new Refusal(
        Problem.of(422, "route-customised", "This cannot be done with a customised route", reason));
  }

  /** The other nodes cannot be asked; why is told in the log, once. */
  static Refusal unreachable() {
    return new Refusal(
        Problem.of(
                503,
                "nodes-unreachable",
                "The other nodes cannot be reached",
                "No server of incoming.infinispan.hosts can be used, through which nodes share"
                    + " windows. See that one runs and takes this node's login; the log has the"
                    + " reason.")
            .retryAfter(5));
  }

  /** All windows that there may be are open. */
  static Refusal tooMany() {
    return new Refusal(
        Problem.of(
                503,
                "too-many-windows",
                "Too many windows",
                Windows.MOST + " windows are open; wait.")
            .retryAfter((int) Windows.LENGTH.toSeconds()));
  }

  /** For what {@code problem} says. */
  static Refusal of(Problem problem) {
    return new Refusal(problem);
  }

  Problem problem() {
    return problem;
  }
}
