package incoming.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code create} and {@code save} can be told about an integration, one by one. */
final class DraftOptions {
  @Option(names = "--description", paramLabel = "<text>", description = "One line for people.")
  private String description;

  @Mixin private AuthenticationOptions authentication;
  @Mixin private FilterOptions filter;

  @Option(
      names = "--hash",
      paramLabel = "<parameter>",
      description = "What tells events apart: body.order.id; can be repeated, up to five times.")
  private List<String> hash;

  @Mixin private CallOptions call;

  /** Whether anything but the template was given. */
  boolean areFields() {
    return description != null
        || authentication.areGiven()
        || filter.areGiven()
        || hash != null
        || call.areGiven();
  }

  boolean haveTemplate() {
    return call.haveTemplate();
  }

  /** Writes what was given into {@code integration}; the rest of it stays. */
  void apply(ObjectNode integration, Input input, Connection connection) {
    Json.set(integration, "description", description);
    authentication.apply(integration, connection);
    filter.apply(integration, connection);
    Json.set(integration, "hashParameters", hash);
    call.apply(integration, input, connection);
  }

  /** The template that was given, as the API takes it. */
  ObjectNode template(Input input) {
    return call.template(input);
  }
}
