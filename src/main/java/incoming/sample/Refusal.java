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

  Problem problem() {
    return problem;
  }
}
