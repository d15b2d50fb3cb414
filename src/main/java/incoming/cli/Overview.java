package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commands that look at integrations and at the process, and change nothing. */
final class Overview {
  private Overview() {}

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists the integrations.",
      description = "In the order of their names, with what is published and what is a draft.",
      footer = {
        "Examples:",
        "  incoming list",
        "  incoming list --output json | jq -r '.integrations[].name'"
      })
  static void list(@Mixin Connection connection, @Mixin Paging paging) {
    Answer answer = connection.api().get(paging.add(Address.of("integrations"), 500));
    connection.print(
        answer,
        (page, text) -> {
          text.table(
              List.of("NAME", "STATE", "ENDPOINT", "DESCRIPTION"),
              Words.each(page.path("integrations"))
                  .map(
                      one ->
                          List.of(
                              Words.of(one, "name"),
                              IntegrationWords.state(one),
                              Words.of(one, "endpoint"),
                              Words.of(one, "description")))
                  .toList());
          paging.tellMore(page, connection);
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows one integration.",
      description = {
        "Its endpoint, what is published, its draft, and why it does not run if it does not. The"
            + " etag is for --if-match of the commands that change it."
      },
      footer = {
        "Examples:",
        "  incoming show orders",
        "  incoming show orders --yaml > orders.camel.yaml",
        "  incoming show orders --into ~/our-routes/routes",
        "  incoming show orders --output json | jq .draft.integration"
      })
  static void show(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @ArgGroup(exclusive = true) PrintedFiles files) {
    Api api = connection.api();
    if (files == null) {
      connection.print(api.get(one.address()), IntegrationWords::print);
    } else {
      files.write(one.name(), api.get(one.address("files")).json(), connection);
    }
  }

  @Command(
      name = "problems",
      mixinStandardHelpOptions = true,
      header = "Lists what is wrong in the route files.",
      description = "Files that do not run as they are, and all that a lint finds, with its place.",
      footer = {"Example:", "  incoming problems"})
  static void problems(@Mixin Connection connection) {
    connection.print(
        connection.api().get(Address.of("problems")),
        (problems, text) -> {
          Words.each(problems.path("refused"))
              .forEach(
                  file ->
                      text.line(Words.of(file, "file") + ": refused: " + Words.of(file, "reason")));
          Words.each(problems.path("findings")).map(Words::finding).forEach(text::line);
          if (problems.path("refused").isEmpty() && problems.path("findings").isEmpty()) {
            text.line("Nothing is wrong.");
          }
        });
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      header = "Shows how the process is.",
      description = "Version, uptime, integrations, disk, and what waits in each queue.",
      footer = {"Example:", "  incoming status --output json | jq .queues"})
  static void status(@Mixin Connection connection) {
    connection.print(connection.api().get(Address.of("status")), Overview::print);
  }

  private static void print(JsonNode status, Text text) {
    text.field("version", Words.of(status, "version"));
    text.field("started", Words.of(status, "startedAt"));
    text.field("running", status.at("/integrations/running").asText());
    text.field("refused", status.at("/integrations/refused").asText());
    text.field("disk free", status.at("/disk/free").asText() + " bytes");
    text.field("backlog", status.at("/disk/backlog").asText() + " bytes");
    if (!status.path("queues").isEmpty()) {
      text.line("");
      text.table(
          List.of("INTEGRATION", "WAITING", "OLDEST", "DEAD LETTERS"),
          Words.each(status.path("queues")).map(Overview::queue).toList());
    }
  }

  private static List<String> queue(JsonNode queue) {
    return List.of(
        Words.of(queue, "integration"),
        Words.of(queue, "waiting"),
        Words.of(queue, "oldestSeconds") + " s",
        Words.of(queue, "deadLetters"));
  }

  @Command(
      name = "audit",
      mixinStandardHelpOptions = true,
      header = "Lists who changed what, the newest first.",
      description = "Changes that were refused, too, with their reason.",
      footer = {"Example:", "  incoming audit --limit 20"})
  static void audit(@Mixin Connection connection, @Mixin Paging paging) {
    connection.print(
        connection.api().get(paging.add(Address.of("audit"), 50)),
        (page, text) -> {
          text.table(
              List.of("TIME", "WHO", "FROM", "STATUS", "WHAT", "REASON"),
              Words.each(page.path("entries")).map(Overview::entry).toList());
          paging.tellMore(page, connection);
        });
  }

  private static List<String> entry(JsonNode entry) {
    return List.of(
        Words.of(entry, "time"),
        Words.of(entry, "who"),
        Words.of(entry, "from"),
        Words.of(entry, "status"),
        Words.of(entry, "operation") + " " + Words.of(entry, "path"),
        Words.of(entry, "problem"));
  }
}
