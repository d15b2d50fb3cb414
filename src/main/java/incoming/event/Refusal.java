package incoming.event;

import incoming.http.Problem;

/** Ends the reading of a request whose event cannot be made; becomes a value in {@link Flatten}. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(String name, String title, String detail) {
    this(Problem.of(400, name, title, detail));
  }

  private Refusal(Problem problem) {
    // Senders cause these at will: no stack trace, which would cost more than the refusal itself.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static Refusal notJson(String reason) {
    return new Refusal("not-json", "The body is not valid JSON", reason);
  }

  /** The same refusal, which says where in the body. */
  Refusal at(Place place) {
    return new Refusal(
        new Problem(
            problem.type(),
            problem.title(),
            problem.status(),
            place + ": " + problem.detail(),
            problem.retry(),
            problem.headers()));
  }

  Problem problem() {
    return problem;
  }
}
