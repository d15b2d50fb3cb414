package incoming.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands by which integrations go into service and out of it. */
final class LifeCycle {
  private LifeCycle() {}

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      header = "Publishes the draft.",
      description = {
        "It is checked as 'validate' does, and is live within two seconds; requests in work finish"
            + " on the version before it, which is kept."
      },
      footer = {
        "Examples:",
        "  incoming publish orders",
        "  incoming publish orders --if-match 9f2c..."
      })
  static void publish(
      @Mixin Connection connection, @Mixin OneIntegration one, @Mixin OneIntegration.Seen seen) {
    change(connection, one, seen, "publish");
  }

  @Command(
      name = "unpublish",
      mixinStandardHelpOptions = true,
      header = "Takes an integration out of service.",
      description = "Its endpoint answers 404; what was published is its draft.",
      footer = {"Example:", "  incoming unpublish orders"})
  static void unpublish(
      @Mixin Connection connection, @Mixin OneIntegration one, @Mixin OneIntegration.Seen seen) {
    change(connection, one, seen, "unpublish");
  }

  private static void change(
      Connection connection, OneIntegration one, OneIntegration.Seen seen, String what) {
    Api api = connection.api();
    connection.print(
        api.post(one.address(what), seen.condition(api, one)), IntegrationWords::print);
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      header = "Throws the draft away beside which something is published.",
      footer = {"Example:", "  incoming discard orders"})
  static void discard(
      @Mixin Connection connection, @Mixin OneIntegration one, @Mixin OneIntegration.Seen seen) {
    Api api = connection.api();
    connection.print(
        api.delete(one.address("draft"), seen.condition(api, one)), IntegrationWords::print);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      header = "Deletes an integration, all but its versions.",
      description = "Asks for its name once more; a script repeats it with --confirm.",
      footer = {
        "Examples:",
        "  incoming delete orders",
        "  incoming delete orders --confirm orders"
      })
  static void delete(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Mixin OneIntegration.Seen seen,
      @Option(
              names = "--confirm",
              paramLabel = "<name>",
              description = "The name once more, instead of being asked.")
          String confirmed) {
    Api api = connection.api();
    Condition condition = seen.condition(api, one);
    String name = confirmed == null ? ask(connection, one) : confirmed;
    if (!one.name().equals(name)) {
      throw new FailedException("Nothing was deleted: that is not its name.");
    }
    api.delete(one.address().with("confirm", name), condition);
    connection.done(one.name() + " is deleted; 'versions' lists what was published of it.");
  }

  private static String ask(Connection connection, OneIntegration one) {
    connection.notes().line("Type the name of the integration to delete it (" + one.name() + "):");
    try {
      return new BufferedReader(
              new InputStreamReader(connection.surroundings().in(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      header = "Makes a draft with a new endpoint beside the one of today.",
      description = {
        "Publish it to serve both: the old one answers until the time is over, so that senders can"
            + " change."
      },
      footer = {"Example:", "  incoming rotate orders --valid 14d && incoming publish orders"})
  static void rotate(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Mixin OneIntegration.Seen seen,
      @Option(
              names = "--valid",
              paramLabel = "<time>",
              defaultValue = "7d",
              description = "For how long the endpoint of today answers (${DEFAULT-VALUE}).")
          String valid) {
    Api api = connection.api();
    connection.print(
        api.post(
            one.address("rotate"), seen.condition(api, one), Json.object().put("valid", valid)),
        IntegrationWords::print);
  }

  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      header = "Lists what was published before.",
      description = "The newest first, 20 at most; also of an integration that was deleted.",
      footer = {"Example:", "  incoming versions orders"})
  static void versions(@Mixin Connection connection, @Mixin OneIntegration one) {
    connection.print(
        connection.api().get(one.address("versions")),
        (answer, text) ->
            text.table(
                List.of("NUMBER", "PUBLISHED", "BY"),
                Words.each(answer.path("versions"))
                    .map(version -> Words.row(version, "number", "time", "by"))
                    .toList()));
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      header = "Makes a draft of an earlier version.",
      description = "Publish it to put it into service.",
      footer = {"Example:", "  incoming restore orders 3 && incoming publish orders"})
  static void restore(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Parameters(index = "1", paramLabel = "<number>", description = "As 'versions' lists it.")
          int number,
      @Mixin OneIntegration.Seen seen) {
    Api api = connection.api();
    Condition condition;
    try {
      condition = seen.condition(api, one);
    } catch (FailedException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      condition = Condition.absent(); // it was deleted
    }
    connection.print(
        api.post(one.address("versions", Integer.toString(number), "restore"), condition),
        IntegrationWords::print);
  }
}
