package incoming.route;

import incoming.auth.SignedParts;
import incoming.event.ParameterName;
import java.util.List;
import java.util.Locale;
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

  private final Document document;
  private final Placeholders placeholders;
  private final Findings findings;

  DeduplicationCheck(Document document, Placeholders placeholders, Findings findings) {
    this.document = document;
    this.placeholders = placeholders;
    this.findings = findings;
  }

  void check() {
    for (Node item : Yaml.elements(document.root())) {
      List<String> schemes = schemes(item);
      Yaml.visit(
          item,
          (owner, member) -> {
            if (member.name().equals("idempotentConsumer")) {
              check(member);
              expression(member.value()).ifPresent(hash -> signed(hash, schemes));
            }
          });
    }
  }

  /** With which the requests of {@code route} are signed. */
  private List<String> schemes(Node route) {
    return EndpointUse.all(route).stream()
        .filter(use -> use.isStep("signature"))
        .flatMap(use -> use.options(document).stream())
        .filter(option -> option.name().equals("scheme"))
        .flatMap(option -> placeholders.resolve(option.value()).stream())
        .toList();
  }

  /** The expression of the language {@code hash}. */
  private static Optional<ScalarNode> expression(Node consumer) {
    return Yaml.member(Yaml.member(consumer, "expression").orElse(consumer), "language")
        .filter(
            language ->
                Yaml.scalar(language, "language")
                    .filter(name -> name.getValue().equals("hash"))
                    .isPresent())
        .flatMap(language -> Yaml.scalar(language, "expression"));
  }

  /** Warns of parameters that none of the {@code schemes} signs. */
  private void signed(ScalarNode hash, List<String> schemes) {
    if (schemes.isEmpty()) {
      return;
    }
    for (ParameterName name : names(hash)) {
      List<String> warnings =
          schemes.stream().flatMap(scheme -> SignedParts.warning(scheme, name).stream()).toList();
      if (warnings.size() == schemes.size()) {
        // Found where it is written as names are told; a header may be in any case.
        String lower = name.toString().toLowerCase(Locale.ROOT);
        int written = Math.max(0, hash.getValue().toLowerCase(Locale.ROOT).indexOf(lower));
        findings.warning(document.inside(hash, written), warnings.get(0));
      }
    }
  }

  private List<ParameterName> names(ScalarNode hash) {
    try {
      return placeholders.resolve(hash.getValue()).map(ParameterName::list).orElse(List.of());
    } catch (IllegalArgumentException e) {
      return List.of(); // an error already, which the language has told
    }
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
