package incoming.route;

import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Warns where a call that fails in a route that delivers would count as delivered: the queue tries
 * an event again only when it hears of the failure.
 *
 * <p>An {@code onException} that is {@code handled} is none of these: the queue hears of it all the
 * same.
 */
final class FailureCheck {
  private static final Set<String> CALLS = Set.of("http", "https");

  private final Findings findings;

  FailureCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks the steps of a route that delivers. */
  void route(Node route) {
    Yaml.visit(
        route,
        (owner, member) -> {
          if (member.name().equals("doTry") && catches(member.value())) {
            Yaml.member(member.value(), "steps").ifPresent(this::tried);
          }
        });
    for (EndpointUse use : EndpointUse.all(route)) {
      if (use.step().equals("wireTap") && CALLS.contains(use.scheme())) {
        findings.warning(
            use.uri(),
            "the event counts as delivered whatever becomes of this call; write 'to:' instead of"
                + " 'wireTap:'");
      }
    }
  }

  /** Checks what the file does about failures in all of its routes. */
  void file(Node root) {
    Yaml.visit(
        root,
        (owner, member) -> {
          if (owner.equals("onException") && member.name().equals("continued")) {
            findings.warning(
                member.key(),
                "a call that fails would count as delivered; write 'handled:' instead of"
                    + " 'continued:'");
          }
        });
  }

  /** Whether one of its catches does not throw again what it takes. */
  private static boolean catches(Node attempt) {
    return Yaml.member(attempt, "doCatch").stream()
        .flatMap(clauses -> Yaml.elements(clauses).stream())
        .anyMatch(clause -> !throwsAgain(clause));
  }

  private static boolean throwsAgain(Node clause) {
    return Yaml.member(clause, "steps").stream()
        .flatMap(steps -> Yaml.elements(steps).stream())
        .anyMatch(step -> Yaml.member(step, "throwException").isPresent());
  }

  private void tried(Node steps) {
    for (EndpointUse use : EndpointUse.all(steps)) {
      if (CALLS.contains(use.scheme())) {
        findings.warning(
            use.uri(),
            "if doCatch takes the failure of this call, the event counts as delivered; move the call"
                + " out of doTry, and the queue tries it again");
      }
    }
  }
}
