package incoming.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/** What is sent and where to, as {@code create} and {@code save} are told. */
final class CallOptions {
  @Option(names = "--method", paramLabel = "<method>", description = "Of the call; else POST.")
  private String method;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description =
          "Of the call, with values in braces: https://crm.example.com/o/{body.order.id}.")
  private String url;

  @Option(
      names = "--header",
      paramLabel = "<name: text>",
      description = "A header of the call, such as 'X-Shop: {body.shop}'; can be repeated.")
  private List<String> headers;

  @Option(
      names = "--credentials",
      paramLabel = "<name>",
      description = "Of the settings, with which the target is called.")
  private String credentials;

  @Option(
      names = "--template",
      paramLabel = "<file>",
      description =
          "Jinja template of the body that is sent. The end of its name says what it renders:"
              + " .json.j2 (also for any other), .xml.j2, .html.j2, .form.j2, .txt.j2.")
  private String template;

  /** Whether anything but the template was given. */
  boolean areGiven() {
    return method != null || url != null || headers != null || credentials != null;
  }

  boolean haveTemplate() {
    return template != null;
  }

  void apply(ObjectNode integration, Input input, Connection connection) {
    if (!areGiven() && !haveTemplate()) {
      return;
    }
    ObjectNode outgoing = integration.withObject("/outgoing");
    Json.set(outgoing, "method", method == null && !outgoing.has("method") ? "POST" : method);
    Json.set(outgoing, "url", url);
    Json.set(outgoing, "credentials", credentials);
    if (headers != null) {
      ArrayNode all = outgoing.putArray("headers");
      headers.forEach(header -> all.add(HeaderText.parse(header, connection).json("text")));
    }
    if (haveTemplate()) {
      outgoing.set("template", template(input));
    }
  }

  /** The template that was given, as the API takes it. */
  ObjectNode template(Input input) {
    return Json.object()
        .put("format", TemplateEnding.of(template).name())
        .put("text", input.read(template));
  }
}
