package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code deliveries ...}. */
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    header = "Events on their way to their targets.",
    description = {
      "Every event that was accepted is pending, retrying, delivered, dead (a dead letter) or"
          + " discarded. 'replay' of an integration delivers all its dead letters anew."
    },
    synopsisSubcommandLabel = "COMMAND")
final class DeliveryCommands {
  private static final int REASON = 80;

  /** The event that a command is about. */
  static final class OneEvent {
    @Parameters(index = "0", paramLabel = "<event>", description = "Its id, as 'list' has it.")
    private String id;

    private Address address(String... below) {
      return Address.of("deliveries", id).below(below);
    }
  }

  /** What became of an event, as the API calls it. */
  enum State {
    pending,
    retrying,
    delivered,
    dead,
    discarded
  }

  /** Which deliveries are listed. */
  static final class Wanted {
    @Option(names = "--state", paramLabel = "<state>", description = "${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(names = "--integration", paramLabel = "<name>", description = "Of one integration.")
    private String integration;

    @Option(
        names = "--from",
        paramLabel = "<time>",
        description = "Accepted then or later: 2026-10-01T12:00:00Z.")
    private String from;

    @Option(names = "--to", paramLabel = "<time>", description = "Accepted before then.")
    private String to;

    private Address address() {
      return Address.of("deliveries")
          .with("state", state)
          .with("integration", integration)
          .with("from", from)
          .with("to", to);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists deliveries, the newest first.",
      footer = {
        "Examples:",
        "  incoming deliveries list --state dead --integration orders",
        "  incoming deliveries list --output json | jq -r '.deliveries[].eventId'"
      })
  static void list(@Mixin Connection connection, @Mixin Wanted wanted, @Mixin Paging paging) {
    connection.print(
        connection.api().get(paging.add(wanted.address(), 50)),
        (page, text) -> {
          text.table(
              List.of("EVENT", "INTEGRATION", "STATE", "ACCEPTED", "ATTEMPTS", "ANSWER", "REASON"),
              Words.each(page.path("deliveries")).map(DeliveryCommands::row).toList());
          paging.tellMore(page, connection);
        });
  }

  private static List<String> row(JsonNode one) {
    String failure = Words.of(one, "failure");
    return List.of(
        Words.of(one, "eventId"),
        Words.of(one, "integration"),
        Words.of(one, "state"),
        Words.of(one, "acceptedAt"),
        Words.of(one, "attempts"),
        Words.of(one, "status"),
        Words.cut(one.has("reason") ? Words.of(one, "reason") : failure, REASON));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows all that is known of one event.",
      footer = {"Example:", "  incoming deliveries show 0199f0c2-7c1e-7a40-9a52-b1c36d3f5b7e"})
  static void show(@Mixin Connection connection, @Mixin OneEvent event) {
    connection.print(connection.api().get(event.address()), DeliveryCommands::print);
  }

  private static void print(JsonNode one, Text text) {
    for (String name : List.of("eventId", "integration", "state", "acceptedAt", "attempts")) {
      text.field(name, Words.of(one, name));
    }
    text.field("next attempt", Words.of(one, "nextAttemptAt"));
    text.field("reason", Words.of(one, "reason"));
    Words.each(one.path("tries"))
        .forEach(
            attempt ->
                text.field(
                    "attempt",
                    String.join(
                            "  ", Words.row(attempt, "startedAt", "status", "failure", "answer"))
                        .strip()));
    text.line("");
    text.block(Json.pretty(one.path("event")));
  }

  @Command(
      name = "preview",
      mixinStandardHelpOptions = true,
      header = "Shows what would be sent for an event now; nothing is sent.",
      footer = {"Example:", "  incoming deliveries preview 0199f0c2-7c1e-7a40-9a52-b1c36d3f5b7e"})
  static void preview(@Mixin Connection connection, @Mixin OneEvent event) {
    connection.print(
        connection.api().get(event.address("preview")),
        (preview, text) ->
            Words.each(preview.path("requests")).forEach(call -> Words.request(call, text)));
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      header = "Delivers an event anew, or tries it again at once.",
      footer = {"Example:", "  incoming deliveries replay 0199f0c2-7c1e-7a40-9a52-b1c36d3f5b7e"})
  static void replay(@Mixin Connection connection, @Mixin OneEvent event) {
    connection.api().post(event.address("replay"));
    connection.done("It is in the queue.");
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      header = "Gives an event up; it can be replayed while it is remembered.",
      footer = {"Example:", "  incoming deliveries discard 0199f0c2-7c1e-7a40-9a52-b1c36d3f5b7e"})
  static void discard(@Mixin Connection connection, @Mixin OneEvent event) {
    connection.api().post(event.address("discard"));
    connection.done("It is given up.");
  }
}
