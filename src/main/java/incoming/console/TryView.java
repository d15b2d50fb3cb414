package incoming.console;

import com.fasterxml.jackson.annotation.JsonRawValue;
import incoming.http.Problem;
import incoming.sample.TryResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What came of a try, as the API shows it; see {@link TryResult.Tried}. */
record TryView(
    String outcome,
    int status,
    Refused refusal,
    List<Step> authentication,
    @JsonRawValue String event,
    List<Filter> filters,
    Hash hash,
    List<DeliveryView.Request> requests,
    List<FindingView> findings,
    List<Sent> sent) {

  /** What the sender would be told that is wrong. */
  record Refused(String type, String title, String detail) {}

  /** What a step that admits requests says. */
  record Step(String step, String verdict, String detail) {}

  /** What a filter says. */
  record Filter(String expression, boolean passed, List<String> failed, String fault) {}

  /** The deduplication hash; left out when the event has none of its parameters. */
  record Hash(String expression, List<Input> inputs, String hash, boolean duplicate) {}

  /** One parameter of the hash; {@code value} is JSON text. */
  record Input(String name, String value) {}

  /** A call that was made. */
  record Sent(
      String method,
      String address,
      String startedAt,
      long millis,
      Integer status,
      String failure,
      String answer,
      List<DeliveryView.Header> headers) {}

  static TryView of(TryResult.Tried tried) {
    return new TryView(
        name(tried.outcome()),
        tried.status(),
        tried.refusal().map(TryView::refused).orElse(null),
        tried.authentication().stream()
            .map(one -> new Step(one.step(), name(one.verdict()), one.detail()))
            .toList(),
        tried.event().map(sample -> new String(sample.json(), StandardCharsets.UTF_8)).orElse(null),
        tried.filters().stream()
            .map(
                one ->
                    new Filter(
                        one.expression(), one.passed(), one.failed(), one.fault().orElse(null)))
            .toList(),
        tried.hash().map(TryView::hash).orElse(null),
        tried.requests().stream().map(DeliveryView.Request::of).toList(),
        FindingView.all(tried.findings()),
        tried.sent().stream().map(TryView::sent).toList());
  }

  private static Refused refused(Problem problem) {
    return new Refused(problem.type(), problem.title(), problem.detail());
  }

  private static Hash hash(TryResult.HashVerdict hash) {
    return new Hash(
        hash.expression(),
        hash.inputs().stream()
            .map(input -> new Input(input.name(), input.value().orElse(null)))
            .toList(),
        hash.hash().orElse(null),
        hash.duplicate());
  }

  private static Sent sent(TryResult.Sent sent) {
    var call = sent.call();
    return new Sent(
        call.method(),
        call.address(),
        Instant.ofEpochMilli(call.startedAt()).toString(),
        call.millis(),
        call.status() == 0 ? null : call.status(),
        call.failure(),
        call.answer(),
        sent.headers().stream().map(DeliveryView.Header::of).toList());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
