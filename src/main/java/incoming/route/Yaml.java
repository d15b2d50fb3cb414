package incoming.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads nodes without minding what they should be: the schema has said so already. */
final class Yaml {
  private Yaml() {}

  /** One member of a mapping whose key is plain text. */
  record Member(ScalarNode key, Node value) {
    String name() {
      return key.getValue();
    }
  }

  /** Is shown every member of every mapping. */
  @FunctionalInterface
  interface Visitor {
    /** {@code owner} is the key whose value holds the member, as such or in a list. */
    void visit(String owner, Member member);
  }

  /** Shows every member at or below {@code node}, the outer ones first. */
  static void visit(Node node, Visitor visitor) {
    visit("", node, visitor);
  }

  private static void visit(String owner, Node node, Visitor visitor) {
    for (Node element : elements(node)) {
      visit(owner, element, visitor);
    }
    for (Member member : members(node)) {
      visitor.visit(owner, member);
      visit(member.name(), member.value(), visitor);
    }
  }

  /** Shows every scalar at or below {@code node} that is no key. */
  static void scalars(Node node, Consumer<ScalarNode> visitor) {
    if (node instanceof ScalarNode scalar) {
      visitor.accept(scalar);
    }
    elements(node).forEach(element -> scalars(element, visitor));
    members(node).forEach(member -> scalars(member.value(), visitor));
  }

  /** The members of {@code node}; none when it is no mapping. */
  static List<Member> members(Node node) {
    List<Member> members = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          members.add(new Member(key, tuple.getValueNode()));
        }
      }
    }
    return members;
  }

  /** The elements of {@code node}; none when it is no list. */
  static List<Node> elements(Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** The member {@code name} of {@code node}. */
  static Optional<Node> member(Node node, String name) {
    return members(node).stream()
        .filter(member -> member.name().equals(name))
        .map(Member::value)
        .findFirst();
  }

  /** The member {@code name} of {@code node}, when it is a scalar. */
  static Optional<ScalarNode> scalar(Node node, String name) {
    return member(node, name).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
  }
}
