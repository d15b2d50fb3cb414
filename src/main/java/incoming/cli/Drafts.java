package incoming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Commands that write drafts, from options or from files. */
final class Drafts {
  private Drafts() {}

  /** A whole draft. */
  static final class File {
    @Option(
        names = "--file",
        paramLabel = "<file>",
        description =
            "All of it: JSON as 'show --output json' has it below integration, or a route file"
                + " (YAML); - is standard input. What has no option of its own, such as the limit of"
                + " the body and how events are delivered, goes this way.")
    private String name;

    private String text(Input input) {
      String text = input.read(name);
      if (text.isBlank()) {
        throw new FailedException(name + " is empty.");
      }
      return text;
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      header = "Makes a draft of a new integration.",
      description = {
        "It gets an endpoint of its own, which answers 404 until the draft is published: retrieve"
            + " a request first, then choose by what requests are told apart."
      },
      footer = {
        "Examples:",
        "  incoming create orders --auth jwt:shop --hash body.order.id \\",
        "      --url https://crm.example.com/v1/orders --template orders.json.j2",
        "  incoming create paid --auth hmac:shop --hmac header=X-Sign,encoding=base64 \\",
        "      --when 'body.status equals paid' --rate-limit 10",
        "  incoming create orders --file orders.camel.yaml --template orders.json.j2",
        "  incoming show orders -o json | jq .published.integration > orders.json",
        "  incoming create orders --server https://other.example.com --file orders.json"
      })
  static void create(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Mixin File file,
      @Mixin DraftOptions options) {
    Api api = connection.api();
    Input input = new Input(connection.surroundings().in());
    String text = file.name == null ? "{}" : file.text(input);
    Answer answer;
    if (isJson(text)) {
      ObjectNode draft = object(text, one);
      options.apply(draft, input, connection);
      answer = api.post(Address.of("integrations"), draft);
    } else {
      ObjectNode files = files(text, options, input, connection);
      answer = api.put(one.address("files"), Condition.absent(), files);
    }
    connection.print(answer, IntegrationWords::print);
  }

  @Command(
      name = "save",
      mixinStandardHelpOptions = true,
      header = "Changes the draft of an integration.",
      description = {
        "Only what is given changes. What is published goes on as it is until the draft is"
            + " published. An integration whose file is customised is changed with --file alone."
      },
      footer = {
        "Examples:",
        "  incoming save orders --hash body.order.id --hash 'headers[\"x-request-id\"]'",
        "  incoming show orders --yaml | sed s/POST/PUT/ | incoming save orders --file -"
      })
  static void save(
      @Mixin Connection connection,
      @Mixin OneIntegration one,
      @Mixin OneIntegration.Seen seen,
      @Mixin File file,
      @Mixin DraftOptions options) {
    if (file.name == null && !options.areFields() && !options.haveTemplate()) {
      throw connection.usage("There is nothing to change: give --file or an option.");
    }
    Api api = connection.api();
    Input input = new Input(connection.surroundings().in());
    String text = file.name == null ? "" : file.text(input);
    Answer answer;
    if (file.name == null || isJson(text)) {
      Answer before = api.get(one.address());
      ObjectNode draft = file.name == null ? integration(before.json()) : object(text, one);
      options.apply(draft, input, connection);
      answer = api.put(one.address(), seen.condition(before), draft);
    } else {
      Answer before = api.get(one.address("files"));
      ObjectNode files = files(text, options, input, connection);
      JsonNode template = current(before.json()).path("template");
      if (!files.has("template") && template.isObject()) {
        files.set("template", template);
      }
      answer = api.put(one.address("files"), seen.condition(before), files);
    }
    connection.print(answer, IntegrationWords::print);
  }

  /** A route file is a list. */
  private static boolean isJson(String text) {
    return text.stripLeading().startsWith("{");
  }

  private static JsonNode current(JsonNode view) {
    return view.path(view.has("draft") ? "draft" : "published");
  }

  private static ObjectNode integration(JsonNode view) {
    if (current(view).path("integration") instanceof ObjectNode integration) {
      return integration;
    }
    throw new FailedException(
        "Its file is customised (line %d: %s): change it as text, with 'show --yaml' and 'save --file'."
            .formatted(
                current(view).at("/customised/line").asInt(),
                current(view).at("/customised/reason").asText()));
  }

  private static ObjectNode object(String text, OneIntegration one) {
    try {
      if (Json.read(text) instanceof ObjectNode draft) {
        String named = draft.path("name").asText(one.name());
        if (!named.equals(one.name())) {
          throw new FailedException("The file is of '" + named + "', not of '" + one.name() + "'.");
        }
        return draft.put("name", one.name());
      }
    } catch (JsonProcessingException e) {
      throw new FailedException(
          "The file is not JSON: line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw new FailedException("The file is not one JSON object.");
  }

  private static ObjectNode files(
      String text, DraftOptions options, Input input, Connection connection) {
    if (options.areFields()) {
      throw connection.usage("Beside a route file only --template can be given.");
    }
    ObjectNode files = Json.object().put("text", text);
    if (options.haveTemplate()) {
      files.set("template", options.template(input));
    }
    return files;
  }
}
