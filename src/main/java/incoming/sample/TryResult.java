package incoming.sample;

import incoming.http.Problem;
import incoming.route.Finding;
import incoming.target.Call;
import incoming.target.OutgoingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a try. No secret is in it, be it of a sender, a target or this machine. */
public sealed interface TryResult {

  /** Nothing could be tried: the route does not load, has other steps, or there is no time. */
  record Refused(Problem problem) implements TryResult {}

  /**
   * What would happen to the request. Every part is told as far as it can be, whatever an earlier
   * part would have done.
   *
   * @param status that the sender would be answered with
   * @param refusal what the sender would be told that is wrong; empty when nothing is
   * @param authentication what each step that admits requests says, in their order
   * @param event what is made of the request; empty when it cannot be read
   * @param filters from the outermost to the innermost
   * @param requests that would be sent; empty when they cannot be written, see {@code findings}
   * @param findings in the templates: errors end the rendering, warnings do not
   * @param sent the calls that were made, if that was asked for; one that went wrong is the last
   */
  record Tried(
      Outcome outcome,
      int status,
      Optional<Problem> refusal,
      List<StepVerdict> authentication,
      Optional<Sample> event,
      List<FilterVerdict> filters,
      Optional<HashVerdict> hash,
      List<OutgoingRequest> requests,
      List<Finding> findings,
      List<Sent> sent)
      implements TryResult {}

  /** What would become of the request, in a word. */
  enum Outcome {
    /** A step or the limits on its JSON refuse it. */
    REFUSED,
    /** A provider only asks whether the endpoint is ours, and is answered. */
    ANSWERED,
    /** It does not pass the filter. */
    FILTERED,
    /** An equal request was accepted before. */
    DUPLICATE,
    /** It is accepted, and its event is delivered. */
    ACCEPTED,
    /** The route fails: its filter cannot be computed or, without the queue, its template. */
    FAILED
  }

  /** What a step that admits requests says. */
  enum Verdict {
    PASSED,
    REFUSED,
    /** The step cannot say: what it looks at is not there, or it was not reached. */
    UNCHECKED
  }

  /**
   * One step that admits requests.
   *
   * @param step such as {@code signature}
   * @param detail why it refuses, or does not say
   */
  record StepVerdict(String step, Verdict verdict, String detail) {}

  /**
   * A filter.
   *
   * @param failed those of its conditions that are not met, where it is a list of several that all
   *     have to be
   * @param fault why it cannot be computed; empty when it can
   */
  record FilterVerdict(
      String expression, boolean passed, List<String> failed, Optional<String> fault) {}

  /**
   * The deduplication hash.
   *
   * @param hash empty when the event has none of the parameters, and is always new
   * @param duplicate whether an equal request was accepted within the window; that window does not
   *     begin again
   */
  record HashVerdict(
      String expression, List<Input> inputs, Optional<String> hash, boolean duplicate) {}

  /**
   * One parameter of the hash.
   *
   * @param value as JSON text, cut off after 200 characters; empty when the event does not have it
   */
  record Input(String name, Optional<String> value) {}

  /**
   * A call that was made.
   *
   * @param headers of the answer
   */
  record Sent(Call call, List<Map.Entry<String, String>> headers) {}
}
