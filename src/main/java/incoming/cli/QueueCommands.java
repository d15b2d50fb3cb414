package incoming.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands about all deliveries of one integration. */
final class QueueCommands {
  private QueueCommands() {}

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      header = "Delivers all dead letters of an integration anew.",
      description = {
        "The oldest first. Mend the template or the target before, and look at one with"
            + " 'deliveries preview'. Repeated, it goes on at the new rate."
      },
      footer = {"Example:", "  incoming replay orders --rate 50"})
  static void replay(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Option(
              names = "--rate",
              paramLabel = "<events>",
              defaultValue = "10",
              description = "Events a second, 1 to 1000 (${DEFAULT-VALUE}).")
          int rate) {
    connection.print(
        connection.api().post(one.address("queue", "replay"), Json.object().put("perSecond", rate)),
        (replayed, text) -> text.line(Words.of(replayed, "count") + " dead letters are replayed."));
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      header = "Delivers nothing of an integration until it is resumed.",
      description = "Events are still accepted, and wait.",
      footer = {"Example:", "  incoming pause orders"})
  static void pause(@Mixin Connection connection, @Mixin OneIntegration one) {
    connection.api().post(one.address("queue", "pause"));
    connection.done(one.name() + " is paused.");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      header = "Delivers again.",
      footer = {"Example:", "  incoming resume orders"})
  static void resume(@Mixin Connection connection, @Mixin OneIntegration one) {
    connection.api().post(one.address("queue", "resume"));
    connection.done(one.name() + " is delivered again.");
  }
}
