package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/** Which part of a long list is asked for. */
final class Paging {
  @Option(
      names = "--limit",
      paramLabel = "<rows>",
      description = "Rows at most, 1 to 500; the answer says with which cursor it goes on.")
  private Integer limit;

  @Option(names = "--cursor", paramLabel = "<next>", description = "Where the last part ended.")
  private String cursor;

  /** {@code address} of a list, of which {@code most} rows are wanted unless it was said. */
  Address add(Address address, int most) {
    return address.with("limit", limit == null ? most : limit).with("cursor", cursor);
  }

  /** Says that {@code page} is not the last. */
  void tellMore(JsonNode page, Connection connection) {
    String next = Words.of(page, "next");
    if (!next.isEmpty()) {
      connection.notes().line("There are more: --cursor " + next);
    }
  }
}
