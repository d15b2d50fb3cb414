package incoming.integration;

import incoming.route.YamlSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML with the parser that Camel uses, up to what a canonical route file may need. */
final class YamlReader {
  private static final int MOST_NODES = 5_000;
  private static final int DEEPEST = 40;

  private int nodes;

  private YamlReader() {}

  /** The document in {@code text}. */
  static Tree read(String text) throws UnfitException {
    try {
      Optional<Node> root =
          new Compose(YamlSource.settings(text)).composeString(text.replace("\uFEFF", ""));
      return root.isEmpty() ? Tree.nothing() : new YamlReader().tree(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      throw new UnfitException(
          e.getProblemMark().or(e::getContextMark).map(YamlReader::line).orElse(1),
          "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new UnfitException(1, "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    } catch (StackOverflowError e) {
      // The library composes nodes by recursion and has no limit on it.
      throw new UnfitException(1, "is nested too deeply for a form");
    }
  }

  private Tree tree(Node node, int depth) throws UnfitException {
    int line = node.getStartMark().map(YamlReader::line).orElse(1);
    nodes++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      throw new UnfitException(line, "is too large, or nested too deeply, for a form");
    } else if (node.getAnchor().isPresent()) {
      throw new UnfitException(line, "has an anchor, which a form does not keep");
    }
    if (node instanceof ScalarNode scalar) {
      return new Tree.Scalar(scalar.getValue(), node.getTag().equals(Tag.STR), line);
    } else if (node instanceof SequenceNode list) {
      List<Tree> elements = new ArrayList<>();
      for (Node element : list.getValue()) {
        elements.add(tree(element, depth + 1));
      }
      return new Tree.Listing(elements, line);
    }
    return mapping((MappingNode) node, depth, line);
  }

  private Tree mapping(MappingNode node, int depth, int line) throws UnfitException {
    Map<String, Tree> members = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)
          || members.put(key.getValue(), tree(tuple.getValueNode(), depth + 1)) != null) {
        throw new UnfitException(line, "has a key twice, or one that is no text");
      }
    }
    return new Tree.Mapping(members, line);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  /** Why a text has not the shape of a canonical route file. */
  static final class UnfitException extends Exception {
    private final int line;

    UnfitException(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
