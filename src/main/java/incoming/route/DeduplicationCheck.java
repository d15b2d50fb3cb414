package incoming.route;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Warns of an {@code idempotentConsumer} that runs, but does not keep the promises that the product
 * makes about duplicates.
 */
final class DeduplicationCheck {
  private static final String REPOSITORY = "idempotentRepository";

  /** Options with the value that they must not have, and what would come of it. */
  private static final Map<String, Map<String, String>> HARMFUL =
      Map.of(
          "eager",
          Map.of("false", "two equal requests at the same time would both be taken as new"),
          "skipDuplicate",
          Map.of("false", "duplicates would run through the steps below it"),
          "removeOnFailure",
          Map.of("false", "the next try of a request that failed would be taken for a duplicate"));

  private final Placeholders placeholders;
  private final Findings findings;

  DeduplicationCheck(Placeholders placeholders, Findings findings) {
    this.placeholders = placeholders;
    this.findings = findings;
  }

  void check(Node root) {
    Yaml.visit(
        root,
        (owner, member) -> {
          if (member.name().equals("idempotentConsumer")) {
            check(member);
          }
        });
  }

  private void check(Yaml.Member step) {
    Node consumer = step.value();
    Optional<ScalarNode> eager = Yaml.scalar(consumer, "completionEager");
    if (eager.isEmpty() || eager.get().getValue().equals("false")) {
      findings.warning(
          eager.map(Node.class::cast).orElse(step.key()),
          "write 'completionEager: true', else a failure in a later step makes a request new again"
              + " that was delivered");
    }
    Yaml.scalar(consumer, REPOSITORY)
        .filter(repository -> isAnother(repository.getValue()))
        .ifPresent(
            repository ->
                findings.warning(
                    repository,
                    "only '"
                        + REPOSITORY
                        + ": deduplication' keeps duplicates for 7 days and over"
                        + " a crash"));
    HARMFUL.forEach(
        (option, values) ->
            Yaml.scalar(consumer, option)
                .filter(value -> values.containsKey(value.getValue()))
                .ifPresent(
                    value ->
                        findings.warning(
                            value, "'" + option + ": false': " + values.get(value.getValue()))));
    language(consumer)
        .filter(language -> !language.getValue().equals("hash"))
        .ifPresent(
            language ->
                findings.warning(
                    language,
                    "write the language 'hash': any other does not tell a missing parameter from an"
                        + " empty one"));
  }

  /** Whether {@code name} is that of another repository; one that does not exist is an error. */
  private boolean isAnother(String name) {
    return placeholders
        .resolve(name)
        .map(text -> text.replaceFirst("^#(bean:)?", ""))
        .filter(text -> !text.equals("deduplication"))
        .filter(text -> placeholders.camel().getRegistry().lookupByName(text) != null)
        .isPresent();
  }

  private static Optional<ScalarNode> language(Node consumer) {
    Node holder = Yaml.member(consumer, "expression").orElse(consumer);
    return Yaml.member(holder, "language")
        .flatMap(language -> Yaml.scalar(language, "language"))
        .or(
            () ->
                Yaml.members(holder).stream()
                    .filter(member -> member.name().matches("simple|jsonpath|header|constant"))
                    .map(Yaml.Member::key)
                    .findFirst());
  }
}
