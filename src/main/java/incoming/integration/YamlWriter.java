package incoming.integration;

import incoming.route.YamlSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes YAML as a person would: blocks, two blanks for each level, one scalar a line however long,
 * and quotation marks only where they are needed.
 */
final class YamlWriter {
  /** What a parser of YAML 1.1, such as an editor's, takes for something else than text. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?i)y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][-+0-9_.:,eExXa-fA-FTtZz ]*");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(Tree document) {
    YamlWriter writer = new YamlWriter();
    writer.block(document, 0);
    return writer.out.toString();
  }

  /** Writes {@code tree}, whose first line is indented already. */
  private void block(Tree tree, int indent) {
    String separator = "";
    if (tree instanceof Tree.Mapping mapping) {
      for (Map.Entry<String, Tree> member : mapping.members().entrySet()) {
        out.append(separator).append(member.getKey()).append(':');
        value(member.getValue(), indent + 2);
        separator = " ".repeat(indent);
      }
    } else {
      for (Tree element : tree.elements()) {
        out.append(separator).append("- ");
        if (element instanceof Tree.Scalar scalar) {
          out.append(scalar(scalar)).append('\n');
        } else {
          block(element, indent + 2);
        }
        separator = " ".repeat(indent);
      }
    }
  }

  private void value(Tree value, int indent) {
    if (value instanceof Tree.Scalar scalar) {
      out.append(' ').append(scalar(scalar)).append('\n');
    } else if (value instanceof Tree.Listing list && list.elements().isEmpty()) {
      out.append(" []\n");
    } else {
      out.append('\n').append(" ".repeat(indent));
      block(value, indent);
    }
  }

  private static String scalar(Tree.Scalar scalar) {
    return !scalar.isText() || isPlain(scalar.text()) ? scalar.text() : quoted(scalar.text());
  }

  /** Whether {@code text} is read as itself, by this parser and by others, without quotes. */
  private static boolean isPlain(String text) {
    if (text.isEmpty()
        || OTHER.matcher(text).matches()
        || !text.codePoints().allMatch(YamlWriter::isPrintable)) {
      return false;
    }
    try {
      String item = "- " + text;
      return new Compose(YamlSource.settings(item))
          .composeString(item)
          .filter(SequenceNode.class::isInstance)
          .map(list -> ((SequenceNode) list).getValue().get(0))
          .filter(ScalarNode.class::isInstance)
          .map(ScalarNode.class::cast)
          .filter(node -> node.getTag().equals(Tag.STR) && node.isPlain())
          .filter(node -> node.getValue().equals(text) && isAlone(text))
          .isPresent();
    } catch (YamlEngineException e) {
      return false;
    }
  }

  /** What has a colon at its end, or a tab, is text to some parsers and a key to others. */
  private static boolean isAlone(String text) {
    return !text.endsWith(":") && text.indexOf('\t') < 0 && !text.contains(": ");
  }

  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c)
        && c != 0x2028
        && c != 0x2029
        && c != 0xFEFF
        && (c & 0xFFFE) != 0xFFFE
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }

  /** In double quotation marks, which YAML reads as JSON does and a little more. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (isPrintable(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
              }
            });
    return quoted.append('"').toString();
  }
}
