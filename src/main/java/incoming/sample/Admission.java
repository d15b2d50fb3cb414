package incoming.sample;

import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import incoming.route.Reason;
import incoming.sample.TryResult.StepVerdict;
import incoming.sample.TryResult.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Asks the steps that admit requests about one, until one of them refuses. Used once.
 *
 * <p>A step that would look at more than the request is not asked: where it comes from, and how
 * many came before.
 */
final class Admission {
  private static final Set<String> BEYOND = Set.of("allow-from", "rate-limit");

  private final Steps steps;
  private final Samples samples;
  private final List<StepVerdict> verdicts = new ArrayList<>();
  private Request request;
  private Optional<Problem> refusal = Optional.empty();
  private boolean answered;

  Admission(Steps steps, Samples samples, Request request) {
    this.steps = steps;
    this.samples = samples;
    this.request = request;
  }

  /**
   * Asks the steps of {@code head}; {@code unchecked} says why not, if they cannot be asked at all.
   */
  void ask(Head head, Optional<String> unchecked) throws Refusal {
    for (String uri : head.steps()) {
      String name = uri.replaceFirst("^incoming:(//)?", "").replaceFirst("\\?.*", "");
      if (unchecked.isPresent()) {
        skip(name, unchecked.get());
      } else if (refusal.isPresent() || answered) {
        skip(name, "the request does not get here");
      } else if (BEYOND.contains(name)) {
        skip(name, "depends on more than the request");
      } else {
        ask(name, uri);
      }
    }
  }

  private void skip(String step, String reason) {
    verdicts.add(new StepVerdict(step, Verdict.UNCHECKED, reason));
  }

  private void ask(String name, String uri) throws Refusal {
    Exchange exchange = samples.exchange(request);
    try {
      steps.run(uri, exchange);
    } catch (Exception e) {
      throw Refusal.broken(Reason.of(e));
    }
    request = Request.of(exchange);
    refusal = Answer.refusal(exchange);
    answered = refusal.isEmpty() && Answer.isRefused(exchange);
    verdicts.add(
        refusal
            .map(problem -> new StepVerdict(name, Verdict.REFUSED, problem.detail()))
            .orElseGet(() -> new StepVerdict(name, Verdict.PASSED, "")));
  }

  List<StepVerdict> verdicts() {
    return List.copyOf(verdicts);
  }

  /** What the sender is told, if it is refused. */
  Optional<Problem> refusal() {
    return refusal;
  }

  /** Whether the request only asks for an answer that a step gives. */
  boolean isAnswered() {
    return answered;
  }

  /** The request as the steps leave it, without what has served as a secret. */
  Request request() {
    return request;
  }
}
