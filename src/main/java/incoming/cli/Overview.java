package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  /** What {@code show} prints instead of an overview. */
  static final class AsFile {
    private String pointer;

    @Option(
        names = "--yaml",
        description = "Print the route file alone: the draft, if there is one.")
    void yaml(boolean wanted) {
      pointer = "/text";
    }

    @Option(names = "--template", description = "Print the template alone.")
    void template(boolean wanted) {
      pointer = "/template/text";
    }
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
        "  incoming show orders --output json | jq .draft.integration"
      })
  static void show(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @ArgGroup(exclusive = true) AsFile file) {
    Api api = connection.api();
    if (file == null) {
      connection.print(api.get(one.address()), IntegrationWords::print);
      return;
    }
    JsonNode files = api.get(one.address("files")).json();
    JsonNode current = files.path(files.has("draft") ? "draft" : "published");
    // As it is, not cleaned for a terminal: it goes into a file.
    connection.out().print(current.at(file.pointer).asText());
    connection.out().flush();
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
    connection.print(
        connection.api().get(Address.of("status")),
        (status, text) -> {
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
                Words.each(status.path("queues"))
                    .map(
                        queue ->
                            List.of(
                                Words.of(queue, "integration"),
                                Words.of(queue, "waiting"),
                                Words.of(queue, "oldestSeconds") + " s",
                                Words.of(queue, "deadLetters")))
                    .toList());
          }
        });
  }
}
