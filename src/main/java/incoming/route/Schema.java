package incoming.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.config.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Camel's schema of its YAML DSL ({@code schema/camelYamlDsl.json} of camel-yaml-dsl), held against
 * a document.
 *
 * <p>Knows the keywords of JSON Schema draft 4 that this one schema uses, and no others: a general
 * validator answers dozens of messages for one misspelt word, because the schema tries every
 * language of an expression; here the branch that was meant is found first, and only what is wrong
 * with it is told. A number or a truth value where text is wanted is a warning, since Camel reads
 * it as text; a placeholder may stand for a number or a truth value. Immutable; read from the class
 * path at the first use.
 */
final class Schema {
  /** Keywords that decide; whoever adds one to this class adds it here. */
  static final Set<String> KEYWORDS =
      Set.of(
          "$ref",
          "type",
          "enum",
          "properties",
          "additionalProperties",
          "required",
          "maxProperties",
          "items",
          "oneOf",
          "anyOf",
          "not");

  private final JsonNode root;

  private Schema(JsonNode root) {
    this.root = root;
  }

  private static final class Holder {
    static final Schema CAMEL = load();

    private static Schema load() {
      try (InputStream in =
          YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
        return new Schema(new ObjectMapper().readTree(in));
      } catch (IOException e) {
        throw new UncheckedIOException("camel-yaml-dsl without its schema", e);
      }
    }
  }

  static Schema camel() {
    return Holder.CAMEL;
  }

  void check(Node document, Findings findings) {
    for (SchemaFault fault : faults(root, document, "the file")) {
      findings.add(Spot.of(fault.at()), fault.severity(), fault.message());
    }
  }

  private List<SchemaFault> faults(JsonNode declared, Node node, String name) {
    JsonNode schema = resolve(declared);
    List<SchemaFault> faults = new ArrayList<>();
    if (schema.has("type")) {
      SchemaType type = SchemaType.of(schema.get("type").asText());
      type.fault(node, name).ifPresent(faults::add);
      if (!type.isFor(node)) {
        return faults;
      }
    }
    if (schema.has("enum")) {
      oneOfTheValues(schema.get("enum"), node, name, faults);
    }
    if (node instanceof MappingNode) {
      members(schema, node, name, faults);
    } else if (node instanceof SequenceNode && schema.has("items")) {
      for (Node element : Yaml.elements(node)) {
        faults.addAll(faults(schema.get("items"), element, name));
      }
    }
    if (schema.has("oneOf")) {
      faults.addAll(branches(schema.get("oneOf"), node, name, 1));
    }
    if (schema.has("anyOf")) {
      faults.addAll(branches(schema.get("anyOf"), node, name, Integer.MAX_VALUE));
    }
    if (schema.has("not") && faults(schema.get("not"), node, name).isEmpty()) {
      faults.add(SchemaFault.lack(node, "'" + name + "' must not be written like this"));
    }
    return faults;
  }

  /** As draft 4 says, nothing beside a {@code $ref} counts. */
  private JsonNode resolve(JsonNode schema) {
    JsonNode resolved = schema;
    while (resolved.has("$ref")) {
      resolved = root.at(resolved.get("$ref").asText().substring(1));
    }
    return resolved;
  }

  private static void oneOfTheValues(
      JsonNode values, Node node, String name, List<SchemaFault> faults) {
    List<String> allowed = new ArrayList<>();
    values.forEach(value -> allowed.add(value.asText()));
    String text = SchemaType.text(node);
    if (!allowed.contains(text) && !SchemaType.isPlaceholder(text)) {
      faults.add(
          SchemaFault.at(
              node,
              "'"
                  + name
                  + "' cannot be '"
                  + text
                  + "'; it is one of "
                  + String.join(", ", allowed)));
    }
  }

  private void members(JsonNode schema, Node node, String name, List<SchemaFault> faults) {
    JsonNode properties = schema.path("properties");
    boolean step = schema.path("maxProperties").asInt() == 1;
    Set<String> present = new HashSet<>();
    for (Yaml.Member member : Yaml.members(node)) {
      if (properties.has(member.name())) {
        faults.addAll(faults(properties.get(member.name()), member.value(), member.name()));
      } else if (schema.has("additionalProperties")) {
        faults.add(unknown(member, properties, step, name));
      }
      if (step && !present.isEmpty()) {
        faults.add(
            SchemaFault.at(
                member.key(),
                "'" + member.name() + "' needs a '- ' of its own, on a line of its own"));
      }
      if (!present.add(member.name())) {
        faults.add(
            SchemaFault.at(
                member.key(), "'" + member.name() + "' is here twice; keep one of them"));
      }
    }
    for (JsonNode required : schema.path("required")) {
      if (!present.contains(required.asText())) {
        faults.add(SchemaFault.lack(node, "'" + name + "' needs '" + required.asText() + "'"));
      }
    }
  }

  private static SchemaFault unknown(
      Yaml.Member member, JsonNode properties, boolean step, String name) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return SchemaFault.at(
        member.key(),
        (step
                ? "there is no step '" + member.name() + "'"
                : "'" + name + "' has no '" + member.name() + "'")
            + Nearest.hint(member.name(), names));
  }

  /** Nothing when one branch fits; else what is wrong with the branch that was meant. */
  private List<SchemaFault> branches(JsonNode branches, Node node, String name, int most) {
    if (branches.size() == 1) {
      return faults(branches.get(0), node, name);
    }
    List<List<SchemaFault>> meant = new ArrayList<>();
    List<SchemaFault> warnings = List.of();
    List<String> fitting = new ArrayList<>();
    List<String> possible = new ArrayList<>();
    int fit = 0;
    for (JsonNode branch : branches) {
      List<SchemaFault> faults = faults(branch, node, name);
      String keyword = resolve(branch).at("/required/0").asText();
      if (faults.stream().allMatch(fault -> !fault.isError())) {
        fit++;
        fitting.add(keyword);
        warnings = faults;
      } else if (faults.stream().noneMatch(fault -> fault.meansAnotherBranchFor(node))) {
        meant.add(faults);
      } else if (!keyword.isEmpty()) {
        possible.add(keyword);
      }
    }
    if (fit > most) {
      return List.of(
          SchemaFault.at(
              node, "'" + name + "' has " + String.join(" and ", fitting) + "; keep one of them"));
    } else if (fit > 0) {
      return warnings;
    } else if (!meant.isEmpty()) {
      return meant.get(0);
    }
    return List.of(SchemaFault.noBranch(node, name, possible));
  }
}
