package incoming.route;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The YAML of one route file as nodes that know their places.
 *
 * <p>Read by the parser and with the settings that Camel uses, so that both see the same file.
 */
final class Document {
  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 200;
  private static final String TOO_LARGE = "is too large, nested too deeply or contains itself";

  private final List<String> lines;
  private final Node root;

  private Document(String text, Node root) {
    this.lines = text.lines().toList();
    this.root = root;
  }

  /** Reads {@code text}; empty when it is no YAML document, which is then a finding. */
  static Optional<Document> read(String text, Findings findings) {
    try {
      Optional<Node> root =
          new Compose(YamlSource.settings(text)).composeString(text.replace("\uFEFF", ""));
      if (root.isEmpty()) {
        findings.error(Spot.START, "the file is empty; write '- route:' with an id and a from");
      }
      if (root.isPresent() && count(root.get(), 0) > MAX_NODES) {
        findings.error(Spot.START, TOO_LARGE);
        return Optional.empty();
      }
      return root.map(node -> new Document(text, node));
    } catch (MarkedYamlEngineException e) {
      findings.error(
          e.getProblemMark().or(e::getContextMark).map(Spot::of).orElse(Spot.START),
          "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      findings.error(Spot.START, "is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      // The library composes nodes by recursion and has no limit on it.
      findings.error(Spot.START, TOO_LARGE);
    }
    return Optional.empty();
  }

  /** The nodes below {@code node}, aliases followed; over the limit as soon as it is clear. */
  private static int count(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      return MAX_NODES + 1;
    }
    int count = 1;
    for (Node element : Yaml.elements(node)) {
      count += count > MAX_NODES ? 0 : count(element, depth + 1);
    }
    for (Yaml.Member member : Yaml.members(node)) {
      count += count > MAX_NODES ? 0 : count(member.value(), depth + 1);
    }
    return count;
  }

  Node root() {
    return root;
  }

  /**
   * Where the character at {@code offset} of a scalar's value is written; the begin of the scalar
   * where YAML has folded or escaped the value.
   */
  Spot inside(ScalarNode scalar, int offset) {
    Spot start = Spot.of(scalar);
    String value = scalar.getValue();
    if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
      return insideBlock(start, value.substring(0, offset));
    }
    int quote = scalar.isPlain() ? 0 : 1;
    boolean verbatim =
        scalar.getEndMark().map(Mark::getLine).orElse(0) == start.line() - 1
            && scalar.getEndMark().map(Mark::getColumn).orElse(0) - start.column() + 1 - 2 * quote
                == value.codePointCount(0, value.length());
    return verbatim ? start.right(quote + value.codePointCount(0, offset)) : start;
  }

  /** The text of a literal block begins on the line below its indicator. */
  private Spot insideBlock(Spot start, String before) {
    int newlines = (int) before.chars().filter(c -> c == '\n').count();
    int line = start.line() + newlines;
    int indent = 0;
    for (int i = start.line(); i < lines.size() && indent == 0; i++) {
      indent = lines.get(i).isBlank() ? 0 : lines.get(i).indexOf(lines.get(i).strip());
    }
    int begin = before.lastIndexOf('\n') + 1;
    return new Spot(line + 1, indent + 1 + before.codePointCount(begin, before.length()));
  }
}
