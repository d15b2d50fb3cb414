package incoming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands about what senders send: catching a request, and its parameters. */
final class Samples {
  private static final int EXAMPLE = 60;

  private Samples() {}

  @Command(
      name = "retrieve",
      mixinStandardHelpOptions = true,
      header = "Catches the next request of a sender and lists its parameters.",
      description = {
        "Opens a window of 90 seconds. The first request that passes the authentication is caught"
            + " and answered 200, also by a draft; those that do not are told with the reason. Exit"
            + " code 1 when none came."
      },
      footer = {
        "Examples:",
        "  incoming retrieve orders",
        "  incoming retrieve orders --output json | jq -r '.parameters[].name'"
      })
  static void retrieve(@Mixin Connection connection, @Mixin OneIntegration one) {
    Api api = connection.api();
    JsonNode integration = api.get(one.address()).json();
    JsonNode window = api.post(one.address("window")).json();
    connection
        .notes()
        .line(
            "Waiting until %s for a request to %s"
                .formatted(Words.of(window, "until"), Words.of(integration, "endpoint")));
    WindowReader reader = new WindowReader(connection.notes());
    api.watch(one.address("window", "events"), reader);
    connection.print(reader.caught(), Samples::print);
  }

  @Command(
      name = "parameters",
      mixinStandardHelpOptions = true,
      header = "Lists the parameters of the last sample.",
      description = {
        "With their types, and by which of them requests can be told apart: those are for --hash of"
            + " 'save'."
      },
      footer = {"Example:", "  incoming parameters orders"})
  static void parameters(@Mixin Connection connection, @Mixin OneIntegration one) {
    connection.print(connection.api().get(one.address("sample")), Samples::printParameters);
  }

  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      header = "Takes a request that is written down as the sample.",
      description = "Instead of catching one, for instance from a sender's documentation.",
      footer = {
        "Example:",
        "  incoming sample orders --body order.json --header 'X-Request-Id: 17'"
      })
  static void sample(
      @Mixin Connection connection, @Mixin OneIntegration one, @Mixin GivenRequest given) {
    JsonNode request =
        given
            .json(connection)
            .orElseThrow(() -> connection.usage("Which request? Give its --body."));
    connection.print(
        connection.api().put(one.address("sample"), request), Samples::printParameters);
  }

  private static void print(JsonNode sample, Text text) {
    text.block(Json.pretty(sample.path("event")));
    text.line("");
    printParameters(sample, text);
  }

  private static void printParameters(JsonNode sample, Text text) {
    text.table(
        List.of("PARAMETER", "TYPE", "EXAMPLE"),
        Words.each(sample.path("parameters"))
            .map(
                one ->
                    List.of(
                        Words.of(one, "name"),
                        Words.of(one, "type"),
                        Words.cut(Words.of(one, "example"), EXAMPLE)))
            .toList());
    if (!sample.path("suggestions").isEmpty()) {
      text.line("");
      text.table(
          List.of("TO TELL REQUESTS APART", "WHY"),
          Words.each(sample.path("suggestions")).map(Samples::suggestion).toList());
    }
  }

  private static List<String> suggestion(JsonNode one) {
    String warning = Words.of(one, "warning");
    return List.of(
        "--hash " + Words.quoted(Words.of(one, "parameter")),
        Words.of(one, "reason") + (warning.isEmpty() ? "" : "; but " + warning));
  }

  /** What is printed of the refusals while a window is open. */
  static String refusal(String data) throws JsonProcessingException {
    JsonNode refusal = Json.read(data);
    return "Refused (%d): %s: %s"
        .formatted(
            refusal.path("status").asInt(),
            Words.of(refusal, "title"),
            Words.of(refusal, "detail"));
  }
}
