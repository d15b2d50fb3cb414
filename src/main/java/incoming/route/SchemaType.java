package incoming.route;

import incoming.route.Finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The types of JSON Schema, as YAML writes them. */
enum SchemaType {
  OBJECT("'name: value' lines", MappingNode.class),
  ARRAY("a list, each element with '- ' in front", SequenceNode.class),
  STRING("text", ScalarNode.class),
  BOOLEAN("true or false", ScalarNode.class),
  NUMBER("a number", ScalarNode.class);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.+}}");

  private final String words;
  private final Class<? extends Node> kind;

  SchemaType(String words, Class<? extends Node> kind) {
    this.words = words;
    this.kind = kind;
  }

  static SchemaType of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Whether {@code node} is written as this type is, whatever its value. */
  boolean isFor(Node node) {
    return kind.isInstance(node);
  }

  private boolean takes(Tag tag) {
    return switch (this) {
      case OBJECT, ARRAY -> true;
      case STRING -> tag.equals(Tag.STR);
      case BOOLEAN -> tag.equals(Tag.BOOL);
      case NUMBER -> tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
    };
  }

  /**
   * What is wrong with the type of {@code node}, if anything: a warning where Camel reads what is
   * no text as text all the same.
   */
  Optional<SchemaFault> fault(Node node, String name) {
    if (!isFor(node)) {
      return Optional.of(
          SchemaFault.lack(node, "'" + name + "' must be " + words + ", not " + words(node)));
    }
    boolean right = takes(node.getTag());
    if (right || (this != STRING && isPlaceholder(text(node)))) {
      return Optional.empty();
    } else if (node.getTag().equals(Tag.NULL)) {
      return Optional.of(
          SchemaFault.lack(node, "'" + name + "' has no value; it must be " + words));
    } else if (this == STRING) {
      return Optional.of(
          new SchemaFault(
              node, true, Severity.WARNING, "'" + name + "' is text; put it in quotation marks"));
    }
    return Optional.of(
        SchemaFault.lack(node, "'" + name + "' must be " + words + ", not '" + text(node) + "'"));
  }

  static boolean isPlaceholder(String text) {
    return PLACEHOLDER.matcher(text).matches();
  }

  /** The text of a scalar, "" of all else. */
  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String words(Node node) {
    if (node instanceof MappingNode) {
      return OBJECT.words;
    } else if (node instanceof SequenceNode) {
      return ARRAY.words;
    }
    return node.getTag().equals(Tag.NULL) ? "empty" : "'" + text(node) + "'";
  }
}
