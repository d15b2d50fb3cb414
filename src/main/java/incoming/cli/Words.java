package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the API says in JSON, in a few words each. */
final class Words {
  private Words() {}

  /** The member {@code name} as text; empty when there is none. */
  static String of(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The strings of {@code array}, separated by commas. */
  static String list(JsonNode array) {
    return each(array).map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /** At most so many characters of {@code text}. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }

  /** A row of a table: the members {@code names} of {@code node}. */
  static List<String> row(JsonNode node, String... names) {
    return Stream.of(names).map(name -> of(node, name)).toList();
  }

  /** {@code text} as one word of a shell, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A finding of a lint, as compilers write it. */
  static String finding(JsonNode finding) {
    return "%s:%d:%d: %s: %s"
        .formatted(
            of(finding, "file"),
            finding.path("line").asInt(),
            finding.path("column").asInt(),
            of(finding, "severity"),
            of(finding, "message"));
  }

  /** Who may post. */
  static String authentication(JsonNode authentication) {
    StringJoiner words = new StringJoiner(" ");
    words.add(authentication.path("type").asText("none"));
    Stream.of(of(authentication, "scheme"), of(authentication, "key"))
        .filter(word -> !word.isEmpty())
        .forEach(words::add);
    if (!authentication.path("keys").isEmpty()) {
      words.add(list(authentication.path("keys")));
    }
    return words.toString();
  }

  /** Which events trigger anything. */
  static String filter(JsonNode filter) {
    if (filter.path("conditions").isEmpty()) {
      return of(filter, "path");
    }
    return each(filter.path("conditions"))
        .map(one -> String.join(" ", row(one, "parameter", "operator", "value")).strip())
        .collect(Collectors.joining(of(filter, "match").equals("any") ? " or " : " and "));
  }

  /** A call that was or would be made: its first line. */
  static String call(JsonNode request) {
    return of(request, "method") + " " + of(request, "url");
  }

  /** A call that would be made, whole. */
  static void request(JsonNode request, Text text) {
    text.line(call(request));
    request
        .path("headers")
        .forEach(header -> text.line(of(header, "name") + ": " + of(header, "value")));
    text.line("");
    text.block(of(request, "body"));
  }
}
