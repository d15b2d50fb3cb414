package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code try}. */
final class Trying {
  private static final Set<String> BAD = Set.of("refused", "failed");

  /** Which of both is tried. */
  enum Side {
    draft,
    published
  }

  private Trying() {}

  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      header = "Says what would become of a request.",
      description = {
        "Of the sample, or of a request that is given with --body: authentication, filter, hash and"
            + " the call that would be made. Nothing is sent, kept or counted, unless --send makes"
            + " the call once. Exit code 1 when it would be refused or would fail."
      },
      footer = {
        "Examples:",
        "  incoming try orders",
        "  incoming try orders --body order.json --header 'Authorization: Bearer ...'",
        "  incoming try orders --send"
      })
  static int attempt(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Mixin GivenRequest given,
      @Option(
              names = "--of",
              paramLabel = "draft|published",
              description = "Which of both; else the draft, if there is one.")
          Side side,
      @Option(names = "--send", description = "Make the call, once, and show the answer.")
          boolean send) {
    ObjectNode attempt = Json.object();
    if (side != null) {
      attempt.put("version", side.name());
    }
    given.json(connection).ifPresent(request -> attempt.set("request", request));
    Address address = send ? one.address("try", "send") : one.address("try");
    Answer answer = connection.api().post(address, attempt);
    connection.print(answer, Trying::print);
    return isBad(answer.json()) ? 1 : 0;
  }

  /** Refused, or taken for nothing: with an error in its template it would be a dead letter. */
  private static boolean isBad(JsonNode tried) {
    return BAD.contains(Words.of(tried, "outcome"))
        || Words.each(tried.path("findings"))
            .anyMatch(finding -> Words.of(finding, "severity").equals("error"));
  }

  private static void print(JsonNode tried, Text text) {
    text.field("outcome", Words.of(tried, "outcome") + " (" + Words.of(tried, "status") + ")");
    JsonNode refusal = tried.path("refusal");
    if (!refusal.isMissingNode()) {
      text.field("refusal", Words.of(refusal, "title") + ": " + Words.of(refusal, "detail"));
    }
    Words.each(tried.path("authentication"))
        .forEach(
            step ->
                text.field(
                    "authentication",
                    String.join("  ", Words.row(step, "verdict", "step", "detail")).strip()));
    Words.each(tried.path("filters")).forEach(filter -> filter(filter, text));
    hash(tried.path("hash"), text);
    Words.each(tried.path("findings"))
        .forEach(finding -> text.field("finding", Words.finding(finding)));
    Words.each(tried.path("requests"))
        .forEach(
            request -> {
              text.line("");
              Words.request(request, text);
            });
    Words.each(tried.path("sent")).forEach(call -> sent(call, text));
  }

  private static void filter(JsonNode filter, Text text) {
    text.field(
        "filter",
        (filter.path("passed").asBoolean() ? "passed  " : "not passed  ")
            + Words.of(filter, "expression"));
    Words.each(filter.path("failed")).forEach(part -> text.field("  not met", part.asText()));
    text.field("  fault", Words.of(filter, "fault"));
  }

  private static void hash(JsonNode hash, Text text) {
    if (hash.isMissingNode()) {
      return;
    }
    text.field("hash", hash.path("duplicate").asBoolean() ? "duplicate" : "new");
    Words.each(hash.path("inputs"))
        .forEach(
            input ->
                text.field(
                    "  of",
                    Words.of(input, "name") + " = " + input.path("value").asText("missing")));
  }

  private static void sent(JsonNode call, Text text) {
    text.line("");
    text.field("sent", Words.of(call, "method") + " " + Words.of(call, "address"));
    text.field("  answered", Words.of(call, "status"));
    text.field("  failed", Words.of(call, "failure"));
    text.field("  after", Words.of(call, "millis") + " ms");
    if (call.has("answer")) {
      text.block(Words.of(call, "answer"));
    }
  }
}
