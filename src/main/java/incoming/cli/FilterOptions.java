package incoming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which events trigger anything, as {@code create} and {@code save} are told. */
final class FilterOptions {
  private static final Pattern CONDITION =
      Pattern.compile(
          "(\\S.*?)\\s+"
              + "(equals|not-equals|contains|starts-with|greater|less|exists|matches)(?:\\s+(.*))?",
          Pattern.DOTALL);

  @Option(
      names = "--filter",
      paramLabel = "<jsonpath>",
      description =
          "Events that trigger anything: $[?(@.body.status == 'paid')]; none for all of them.")
  private String path;

  @Option(
      names = "--when",
      paramLabel = "<condition>",
      description =
          "The same as a condition: 'body.status equals paid'; there are also not-equals, contains,"
              + " starts-with, greater, less, matches (RE2) and exists. Can be repeated: all have to"
              + " be met.")
  private List<String> conditions;

  @Option(names = "--any", description = "One of the conditions suffices.")
  private boolean any;

  boolean areGiven() {
    return path != null || conditions != null || any;
  }

  void apply(ObjectNode integration, Connection connection) {
    if (path != null && conditions != null) {
      throw connection.usage("Give --filter or --when, not both.");
    } else if (any && conditions == null) {
      throw connection.usage("--any goes with --when.");
    }
    if (path != null) {
      integration.set(
          "filter",
          path.equals("none")
              ? Json.object().put("type", "none")
              : Json.object().put("type", "jsonpath").put("path", path));
    } else if (conditions != null) {
      ObjectNode filter =
          integration
              .putObject("filter")
              .put("type", "conditions")
              .put("match", any ? "any" : "all");
      ArrayNode all = filter.putArray("conditions");
      conditions.forEach(condition -> all.add(condition(condition.strip(), connection)));
    }
  }

  private static ObjectNode condition(String text, Connection connection) {
    Matcher condition = CONDITION.matcher(text);
    if (!condition.matches()) {
      throw connection.usage(
          "--when is written 'body.status equals paid', with equals, not-equals, contains,"
              + " starts-with, greater, less, matches or exists: "
              + text);
    }
    String operator = condition.group(2);
    ObjectNode json = Json.object().put("parameter", condition.group(1)).put("operator", operator);
    if (condition.group(3) != null) {
      boolean verbatim = operator.equals("matches") || operator.equals("starts-with");
      String value = condition.group(3);
      json.set("value", verbatim ? TextNode.valueOf(value) : value(value));
    }
    return json;
  }

  /**
   * A number, {@code true}, {@code false}, {@code null} or a text in quotation marks, or a text.
   */
  private static JsonNode value(String text) {
    try {
      JsonNode json = Json.read(text);
      return json.isValueNode() && !json.isMissingNode() ? json : TextNode.valueOf(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}
