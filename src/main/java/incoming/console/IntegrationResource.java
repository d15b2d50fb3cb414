package incoming.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import incoming.config.Units;
import incoming.integration.Entry;
import incoming.integration.Integration;
import incoming.integration.Integrations;
import incoming.integration.RateLimit;
import incoming.integration.RouteFile;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The life of integrations: drafts, what is published, and what was. */
final class IntegrationResource {
  private final Parts parts;
  private final Integrations integrations;
  private final Changes changes;
  private final String publicUrl;

  IntegrationResource(Parts parts, Changes changes, String publicUrl) {
    this.parts = parts;
    this.integrations = parts.integrations();
    this.changes = changes;
    this.publicUrl = publicUrl;
  }

  List<Operation> operations() {
    String all = "/integrations";
    String one = all + "/{name}";
    return List.of(
        Operation.get("listIntegrations", all, Role.VIEW, this::list).query("cursor", "limit"),
        Operation.post("createIntegration", all, Role.EDIT, this::create).takingJson(),
        Operation.get("readIntegration", one, Role.VIEW, this::read),
        Operation.put("saveIntegration", one, Role.EDIT, this::save).takingJson().ifMatch(),
        Operation.delete("deleteIntegration", one, Role.PUBLISH, this::delete)
            .query("confirm")
            .ifMatch(),
        Operation.delete("discardDraft", one + "/draft", Role.EDIT, this::discard).ifMatch(),
        Operation.get("readFiles", one + "/files", Role.VIEW, this::files),
        Operation.get("downloadFiles", one + "/download", Role.VIEW, this::download)
            .giving(Archive.TYPE),
        Operation.put("saveFiles", one + "/files", Role.EDIT, this::saveFiles)
            .takingJson()
            .ifMatch(),
        Operation.post("publishIntegration", one + "/publish", Role.PUBLISH, this::publish)
            .ifMatch(),
        Operation.post("unpublishIntegration", one + "/unpublish", Role.PUBLISH, this::unpublish)
            .ifMatch(),
        Operation.post("rotateEndpoint", one + "/rotate", Role.EDIT, this::rotate)
            .takingJson()
            .ifMatch());
  }

  /** For how long the endpoint of today is valid beside the new one. */
  record Rotation(String valid) {}

  private Reply list(ApiCall call) throws Refusal {
    int limit = call.limit();
    String after = call.query("cursor").orElse("");
    var states =
        parts.states().get().stream()
            .collect(Collectors.toMap(state -> state.integration(), Function.identity()));
    List<IntegrationView.Row> rows =
        integrations.page(after, limit + 1).stream()
            .map(
                entry ->
                    IntegrationView.row(
                        entry, publicUrl, Optional.ofNullable(states.get(entry.name()))))
            .toList();
    boolean more = rows.size() > limit;
    return Reply.of(
        new IntegrationView.Listed(
            more ? rows.subList(0, limit) : rows, more ? rows.get(limit - 1).name() : null));
  }

  private Reply create(ApiCall call) throws Refusal {
    Integration given = call.json(Integration.class);
    boolean limited = call.json(ObjectNode.class).has("rateLimit");
    Integration integration = limited ? given : given.limited(RateLimit.DEFAULT);
    return changes
        .reply(integrations.create(integration), 201)
        .with("Location", "/api/integrations/" + integration.name());
  }

  private Entry entry(ApiCall call) throws Refusal {
    return integrations.find(call.variable("name")).orElseThrow(Changes::gone);
  }

  private Reply read(ApiCall call) throws Refusal {
    return changes.show(entry(call), 200, List.of());
  }

  private Reply save(ApiCall call) throws Refusal {
    return changes.reply(
        integrations.save(call.variable("name"), call.json(Integration.class), call.etag()), 200);
  }

  private Reply delete(ApiCall call) throws Refusal {
    String confirmed = call.query("confirm").orElse("");
    if (!confirmed.equals(call.variable("name"))) {
      throw Refusals.query("confirm must repeat the name of the integration");
    }
    return changes.reply(integrations.delete(call.variable("name"), confirmed, call.etag()), 200);
  }

  private Reply discard(ApiCall call) throws Refusal {
    return changes.reply(integrations.discard(call.variable("name"), call.etag()), 200);
  }

  private Reply files(ApiCall call) throws Refusal {
    Entry entry = entry(call);
    return Changes.tagged(Reply.of(IntegrationView.Files.of(entry)), entry);
  }

  private Reply download(ApiCall call) throws Refusal, IOException {
    Entry entry = entry(call);
    RouteFile file = entry.current().file();
    Map<String, String> files = new HashMap<>(file.templates(entry.name()));
    files.put(entry.name() + ".camel.yaml", file.text());
    return Reply.text(200, Archive.TYPE, Archive.of(files))
        .with("Content-Disposition", "attachment; filename=\"" + entry.name() + ".zip\"");
  }

  private Reply saveFiles(ApiCall call) throws Refusal {
    RouteFile file = call.json(RouteFile.class);
    if (file.text().isBlank()) {
      throw Refusals.field("/text", "is missing, or empty");
    }
    String name = call.variable("name");
    return call.isNew()
        ? changes.reply(integrations.create(name, file), 201)
        : changes.reply(integrations.save(name, file, call.etag()), 200);
  }

  private Reply publish(ApiCall call) throws Refusal {
    return changes.reply(
        integrations.publish(call.variable("name"), call.etag(), call.caller().name()), 200);
  }

  private Reply unpublish(ApiCall call) throws Refusal {
    return changes.reply(integrations.unpublish(call.variable("name"), call.etag()), 200);
  }

  private Reply rotate(ApiCall call) throws Refusal {
    Duration valid;
    try {
      String text = call.json(Rotation.class).valid();
      valid = Units.duration(text == null ? "7d" : text);
    } catch (IllegalArgumentException e) {
      throw Refusals.field("/valid", e.getMessage());
    }
    return changes.reply(integrations.rotate(call.variable("name"), valid, call.etag()), 200);
  }
}
