package incoming.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code create} and {@code save} can be told about an integration, one by one. */
final class DraftOptions {
  private static final Map<String, String> FORMATS =
      Map.of(".xml.j2", "xml", ".html.j2", "html", ".form.j2", "form", ".txt.j2", "text");

  @Option(names = "--description", paramLabel = "<text>", description = "One line for people.")
  private String description;

  @Option(
      names = "--auth",
      paramLabel = "<kind>[:<key>...]",
      description =
          "Who may post: none, jwt:KEY, api-key:KEY, basic:KEY, or a signature: github:KEY, meta,"
              + " shopify, slack, standard-webhooks, stripe. Several keys are separated by commas.")
  private String authentication;

  @Option(
      names = "--allow-from",
      paramLabel = "<cidr>",
      description = "From where one may post; can be repeated.")
  private List<String> allowFrom;

  @Option(
      names = "--filter",
      paramLabel = "<jsonpath>",
      description = "Events that trigger anything: $[?(@.body.status == 'paid')].")
  private String filter;

  @Option(
      names = "--hash",
      paramLabel = "<parameter>",
      description = "What tells events apart: body.order.id; can be repeated, up to five times.")
  private List<String> hash;

  @Option(names = "--method", paramLabel = "<method>", description = "Of the call; else POST.")
  private String method;

  @Option(names = "--url", paramLabel = "<url>", description = "Of the call.")
  private String url;

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
  boolean areFields() {
    return description != null
        || authentication != null
        || allowFrom != null
        || filter != null
        || hash != null
        || method != null
        || url != null
        || credentials != null;
  }

  /** Whether a template was given. */
  boolean haveTemplate() {
    return template != null;
  }

  /** Writes what was given into {@code integration}; the rest of it stays. */
  void apply(ObjectNode integration, Input input) {
    set(integration, "description", description);
    if (authentication != null) {
      integration.set("authentication", authentication());
    }
    set(integration, "allowFrom", allowFrom);
    if (filter != null) {
      integration.set("filter", Json.object().put("type", "jsonpath").put("path", filter));
    }
    set(integration, "hashParameters", hash);
    if (method != null || url != null || credentials != null || template != null) {
      ObjectNode outgoing = integration.withObject("/outgoing");
      set(outgoing, "method", method == null && !outgoing.has("method") ? "POST" : method);
      set(outgoing, "url", url);
      set(outgoing, "credentials", credentials);
      if (template != null) {
        outgoing.set("template", template(input));
      }
    }
  }

  /** The template that was given, as the API takes it. */
  ObjectNode template(Input input) {
    String format =
        FORMATS.entrySet().stream()
            .filter(ending -> template.endsWith(ending.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("json");
    return Json.object().put("format", format).put("text", input.read(template));
  }

  private ObjectNode authentication() {
    String kind = authentication.replaceFirst(":.*", "");
    String keys = authentication.substring(Math.min(authentication.length(), kind.length() + 1));
    ObjectNode json = Json.object();
    switch (kind) {
      case "none" -> json.put("type", kind);
      case "jwt" -> json.put("type", kind).put("key", keys);
      case "api-key", "basic" -> set(json.put("type", kind), "keys", List.of(keys.split(",")));
      default ->
          set(json.put("type", "signature").put("scheme", kind), "keys", List.of(keys.split(",")));
    }
    return json;
  }

  private static void set(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void set(ObjectNode node, String name, List<String> values) {
    if (values != null) {
      ArrayNode array = node.putArray(name);
      values.forEach(array::add);
    }
  }
}
