package incoming.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI document, with its references resolved and its operations by their ids. */
final class Description {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonNode root;
  private final Map<String, Described> operations = new TreeMap<>();

  /** One operation as it is described. */
  record Described(String method, String path, JsonNode node, List<JsonNode> parameters) {}

  Description() {
    try {
      root = new ObjectMapper().readTree(DocumentResource.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (!method.getKey().equals("parameters")) {
                            add(path.getKey(), path.getValue(), method);
                          }
                        }));
  }

  private void add(String path, JsonNode item, Map.Entry<String, JsonNode> method) {
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    method.getValue().path("parameters").forEach(one -> parameters.add(resolve(one)));
    operations.put(
        method.getValue().get("operationId").asText(),
        new Described(
            method.getKey().toUpperCase(java.util.Locale.ROOT),
            path,
            method.getValue(),
            parameters));
  }

  Map<String, Described> operations() {
    return operations;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** What is described of an answer with {@code status}; missing when nothing is. */
  JsonNode response(String operation, int status) {
    JsonNode responses = operations.get(operation).node().get("responses");
    JsonNode exact = responses.path(Integer.toString(status));
    return resolve(exact.isMissingNode() ? responses.path(status / 100 + "XX") : exact);
  }

  /** What is wrong with {@code body} as an answer; empty when nothing is. */
  List<String> faults(String operation, int status, String type, String body) {
    JsonNode response = response(operation, status);
    if (response.isMissingNode()) {
      return List.of("the status " + status + " is not described");
    }
    JsonNode schema = response.at("/content").path(type).path("schema");
    if (schema.isMissingNode()) {
      return List.of("the type " + type + " is not described for " + status);
    }
    return faults(schema, body);
  }

  private List<String> faults(JsonNode schema, String body) {
    try {
      var whole = schema.deepCopy();
      // The references in it are to the document's components.
      ((com.fasterxml.jackson.databind.node.ObjectNode) whole)
          .set("components", root.get("components"));
      JsonSchema compiled = SCHEMAS.getSchema(whole);
      return compiled.validate(new ObjectMapper().readTree(body)).stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
