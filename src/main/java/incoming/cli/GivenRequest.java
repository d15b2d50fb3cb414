package incoming.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A request that is written down on the command line. */
final class GivenRequest {
  @Option(
      names = "--body",
      paramLabel = "<file>",
      description = "File with the body exactly as it would be sent; - is standard input.")
  private String body;

  @Option(
      names = "--header",
      paramLabel = "<name: value>",
      description = "A header of the request; can be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = "--query",
      paramLabel = "<query>",
      description = "Of the request, without the question mark.")
  private String query;

  @Option(names = "--method", paramLabel = "<method>", description = "Of the request; else POST.")
  private String method;

  /** As the API takes it; empty when none was given. */
  Optional<ObjectNode> json(Connection connection) {
    if (body == null) {
      if (!headers.isEmpty() || query != null || method != null) {
        throw connection.usage("--header, --query and --method go with --body.");
      }
      return Optional.empty();
    }
    ObjectNode request =
        Json.object().put("body", new Input(connection.surroundings().in()).read(body));
    Json.set(request, "query", query);
    Json.set(request, "method", method);
    ArrayNode all = request.putArray("headers");
    headers.forEach(header -> all.add(HeaderText.parse(header, connection).json("value")));
    return Optional.of(request);
  }
}
