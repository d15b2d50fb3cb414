package incoming.route;

import incoming.route.Finding.Severity;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What the schema says against a node.
 *
 * @param lack whether the node is of the wrong kind or lacks something: among several branches of a
 *     schema, that tells that another one was meant
 */
record SchemaFault(Node at, boolean lack, Severity severity, String message) {

  /** Something that is wrong, whatever was meant. */
  static SchemaFault at(Node node, String message) {
    return new SchemaFault(node, false, Severity.ERROR, message);
  }

  /** Something that {@code node} should be or have. */
  static SchemaFault lack(Node node, String message) {
    return new SchemaFault(node, true, Severity.ERROR, message);
  }

  /** None of several branches is meant, each of which begins with one of {@code keywords}. */
  static SchemaFault noBranch(Node node, String name, List<String> keywords) {
    if (node.getTag().equals(Tag.NULL)) {
      return lack(node, "'" + name + "' has no value");
    } else if (keywords.contains("simple")) {
      return lack(
          node,
          "'" + name + "' needs an expression, such as simple, jsonpath, constant or language");
    } else if (keywords.isEmpty()) {
      return lack(node, "'" + name + "' is neither text nor 'name: value' lines");
    }
    return lack(node, "'" + name + "' needs one of " + String.join(", ", keywords));
  }

  boolean isError() {
    return severity == Severity.ERROR;
  }

  boolean meansAnotherBranchFor(Node node) {
    return lack && isError() && at.equals(node);
  }
}
