package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** A problem of the admin API (RFC 9457) as text: title, detail, and all places that are wrong. */
record ProblemText(JsonNode problem) {
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    text.add(problem.path("title").asText() + " (" + problem.path("status").asInt() + ")");
    text.add(problem.path("detail").asText());
    problem
        .path("errors")
        .forEach(fault -> text.add("  " + place(fault) + ": " + fault.path("detail").asText()));
    problem.path("findings").forEach(finding -> text.add("  " + Words.finding(finding)));
    problem.path("files").fieldNames().forEachRemaining(file -> text.add("  " + file));
    String hint = hint();
    if (!hint.isEmpty()) {
      text.add(hint);
    }
    return text.toString();
  }

  /** An empty pointer is the whole body. */
  private static String place(JsonNode fault) {
    String pointer = fault.path("pointer").asText();
    return pointer.isEmpty() ? "the body" : pointer;
  }

  private String hint() {
    return switch (problem.path("type").asText()) {
      case "/problems/changed-since" ->
          "Somebody else has changed it: look at it with 'show', then repeat.";
      case "/problems/routes-read-only" -> "'show <name> --into <folder>' writes them there.";
      default -> "";
    };
  }
}
