package incoming.console;

import incoming.integration.Integrations;
import incoming.integration.Version;
import java.util.List;
import java.util.Optional;

/** What of an integration was published before. */
final class VersionResource {
  private final Integrations integrations;
  private final Changes changes;

  VersionResource(Parts parts, Changes changes) {
    this.integrations = parts.integrations();
    this.changes = changes;
  }

  List<Operation> operations() {
    String all = "/integrations/{name}/versions";
    return List.of(
        Operation.get("listVersions", all, Role.VIEW, this::list),
        Operation.get("readVersion", all + "/{number}", Role.VIEW, this::read),
        Operation.post("restoreVersion", all + "/{number}/restore", Role.EDIT, this::restore)
            .ifMatch());
  }

  private Reply list(ApiCall call) throws Refusal {
    String name = call.variable("name");
    List<Version> versions = integrations.versions(name);
    if (versions.isEmpty() && integrations.find(name).isEmpty()) {
      throw Changes.gone();
    }
    return Reply.of(IntegrationView.Versions.of(versions));
  }

  private Reply read(ApiCall call) throws Refusal {
    int number = number(call);
    return integrations.versions(call.variable("name")).stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .map(IntegrationView.VersionShown::of)
        .map(Reply::of)
        .orElseThrow(Changes::gone);
  }

  private Reply restore(ApiCall call) throws Refusal {
    // One that was deleted has no ETag: then nothing may be there.
    Optional<String> etag = call.isNew() ? Optional.empty() : Optional.of(call.etag());
    return changes.reply(integrations.restore(call.variable("name"), number(call), etag), 200);
  }

  private static int number(ApiCall call) throws Refusal {
    try {
      return Integer.parseInt(call.variable("number"));
    } catch (NumberFormatException e) {
      throw Changes.gone();
    }
  }
}
