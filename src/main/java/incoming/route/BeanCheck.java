package incoming.route;

import incoming.config.Nearest;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Looks for every bean and class that a file names. */
final class BeanCheck {
  /** Members that name a bean, wherever they are. */
  private static final Set<String> REFERENCES =
      Set.of(
          "idempotentRepository",
          "aggregationRepository",
          "aggregationStrategy",
          "errorHandlerRef",
          "routePolicy",
          "onPrepare",
          "comparator");

  /** Names under which a bean of a file would take the place of what every other file uses. */
  private static final Set<String> RESERVED = Set.of("deduplication");

  /** Steps whose {@code ref} names a bean. */
  private static final Set<String> WITH_REF = Set.of("bean", "process", "policy", "transacted");

  private final Placeholders placeholders;
  private final CamelContext camel;
  private final Findings findings;
  private final Set<String> own = new TreeSet<>();

  BeanCheck(Placeholders placeholders, Findings findings) {
    this.placeholders = placeholders;
    this.camel = placeholders.camel();
    this.findings = findings;
  }

  void check(Node root) {
    Yaml.visit(
        root,
        (owner, member) -> {
          if (owner.equals("beans") && member.name().equals("name")) {
            declare(member.value());
          }
        });
    Yaml.visit(
        root,
        (owner, member) -> {
          boolean reference =
              REFERENCES.contains(member.name())
                  || (member.name().equals("ref") && WITH_REF.contains(owner));
          if (reference && member.value() instanceof ScalarNode name) {
            placeholders.resolve(name.getValue()).ifPresent(text -> check(name, text));
          } else if (member.name().equals("beanType")
              && member.value() instanceof ScalarNode type) {
            placeholders.resolve(type.getValue()).ifPresent(text -> type(type, text));
          }
        });
  }

  private void declare(Node name) {
    String text = SchemaType.text(name);
    own.add(text);
    if (RESERVED.contains(text)) {
      findings.error(name, "the name '" + text + "' is taken: all integrations share that bean");
    }
  }

  private void check(ScalarNode node, String text) {
    if (text.startsWith("#class:")) {
      type(node, text.substring("#class:".length()).replaceFirst("[(#].*", ""));
      return;
    } else if (text.startsWith("#type:")) {
      type(node, text.substring("#type:".length()));
      return;
    }
    String name = text.replaceFirst("^#(bean:)?", "");
    if (!own.contains(name) && camel.getRegistry().lookupByName(name) == null) {
      Set<String> known = new TreeSet<>(own);
      known.addAll(camel.getRegistry().findByTypeWithName(IdempotentRepository.class).keySet());
      findings.error(node, "there is no bean '" + name + "'" + Nearest.hint(name, known));
    }
  }

  private void type(ScalarNode node, String name) {
    if (camel.getClassResolver().resolveClass(name) == null) {
      findings.error(node, "there is no class " + name);
    }
  }
}
