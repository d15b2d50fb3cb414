package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** One integration of the API, for people. */
final class IntegrationWords {
  private IntegrationWords() {}

  /** A row of the list: what there is of it. */
  static String state(JsonNode row) {
    if (!Words.of(row, "refused").isEmpty()) {
      return row.has("running") ? "published, an older version runs" : "published, does not run";
    } else if (!row.path("published").asBoolean()) {
      return "draft";
    }
    return row.path("draft").asBoolean() ? "published, draft" : "published";
  }

  static void print(JsonNode view, Text text) {
    JsonNode current = view.path(view.has("draft") ? "draft" : "published");
    JsonNode integration = current.path("integration");
    text.field("name", Words.of(view, "name"));
    text.field("description", Words.of(integration, "description"));
    text.field("endpoint", Words.of(view, "endpoint"));
    text.field("former", former(integration.path("former")));
    text.field("published", side(view, "published"));
    text.field("draft", side(view, "draft"));
    text.field("running", running(view.path("running")));
    text.field("refused", Words.of(view, "refused"));
    if (!integration.isMissingNode()) {
      decisions(integration, text);
    }
    text.field("etag", Words.of(view, "etag"));
    Words.each(view.path("warnings"))
        .forEach(finding -> text.field("warning", Words.finding(finding)));
  }

  private static void decisions(JsonNode integration, Text text) {
    text.field("authentication", Words.authentication(integration.path("authentication")));
    text.field("allow from", Words.list(integration.path("allowFrom")));
    text.field("rate limit", rate(integration.path("rateLimit")));
    text.field("largest body", Words.of(integration, "maxBodySize"));
    text.field("filter", Words.filter(integration.path("filter")));
    text.field("hash", Words.list(integration.path("hashParameters")));
    text.field("call", Words.call(integration.path("outgoing")).strip());
    Words.each(integration.at("/outgoing/headers"))
        .forEach(
            header ->
                text.field("  header", Words.of(header, "name") + ": " + Words.of(header, "text")));
    text.field("credentials", Words.of(integration.path("outgoing"), "credentials"));
  }

  private static String rate(JsonNode limit) {
    return limit.isObject()
        ? "%s a second, %s at once"
            .formatted(Words.of(limit, "perSecond"), Words.of(limit, "burst"))
        : "none";
  }

  private static String former(JsonNode former) {
    return former.isObject()
        ? "%s until %s".formatted(Words.of(former, "endpointId"), Words.of(former, "until"))
        : "";
  }

  private static String side(JsonNode view, String name) {
    if (!view.has(name)) {
      return "no";
    }
    JsonNode customised = view.path(name).path("customised");
    return customised.isMissingNode()
        ? "yes"
        : "customised, edited as text only: line %d: %s"
            .formatted(customised.path("line").asInt(), Words.of(customised, "reason"));
  }

  private static String running(JsonNode running) {
    return running.isMissingNode()
        ? "no"
        : "version %d since %s%s"
            .formatted(
                running.path("version").asInt(),
                Words.of(running, "loadedAt"),
                running.path("lastGood").asBoolean() ? ", the copy of an earlier process" : "");
  }
}
