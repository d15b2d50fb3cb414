package incoming.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Checks where a route says who may post to it, and how often: before anything is done for whoever
 * posts.
 *
 * <p>Each of these steps looks at the request as it came, so that it works anywhere; what it keeps
 * strangers from depends on what comes before it.
 */
final class AuthenticationCheck {
  private static final String RATE_LIMIT = "rate-limit";
  private static final List<String> PROOFS = List.of("api-key", "basic", "jwt", "signature");
  private static final List<String> ALL =
      List.of("allow-from", "api-key", "basic", "jwt", RATE_LIMIT, "signature");
  private static final Set<String> SENDING = Set.of("to", "toD", "wireTap");
  private static final Set<String> CONDITIONS = Set.of("filter", "when", "otherwise");

  private final Document document;
  private final Placeholders placeholders;
  private final Findings findings;

  AuthenticationCheck(Document document, Placeholders placeholders, Findings findings) {
    this.document = document;
    this.placeholders = placeholders;
    this.findings = findings;
  }

  void check() {
    for (Node item : Yaml.elements(document.root())) {
      Node route = Yaml.member(item, "route").orElse(item);
      Yaml.member(route, "from").ifPresent(from -> new Route(from).check());
    }
  }

  /** One route, walked in the order in which a request meets its steps. */
  private final class Route {
    private final Node from;
    private final Optional<EndpointUse> begin;
    private final List<String> within = new ArrayList<>();
    private final List<EndpointUse> limits = new ArrayList<>();
    private boolean flat;
    private boolean accepted;

    Route(Node from) {
      this.from = from;
      this.begin = Yaml.scalar(from, "uri").map(uri -> EndpointUse.of("from", uri, from));
    }

    void check() {
      nested(from);
    }

    private void nested(Node node) {
      Yaml.elements(node).forEach(this::nested);
      for (Yaml.Member member : Yaml.members(node)) {
        if (SENDING.contains(member.name())) {
          EndpointUse.all(node).forEach(this::meet);
        } else {
          within.add(member.name());
          nested(member.value());
          within.remove(within.size() - 1);
        }
      }
    }

    private void meet(EndpointUse use) {
      ALL.stream().filter(use::isStep).findFirst().ifPresent(step -> place(step, use));
      if (use.isStep("signature") && isOfMeta(use)) {
        methods(use);
      }
      flat |= use.isStep("flatten");
      accepted |= use.isStep("accept");
    }

    private void place(String step, EndpointUse use) {
      ScalarNode uri = use.uri();
      if (begin.flatMap(EndpointUse::deliveries).isPresent()) {
        findings.error(
            uri,
            "there is no request any more; write it where the route begins with platform-http:");
      } else if (use.step().equals("wireTap")) {
        findings.error(uri, "write 'to: incoming:" + step + "': nothing waits for a wireTap");
      } else if (accepted) {
        findings.error(uri, "the event is queued already; " + before("accept"));
      } else if (within.contains("idempotentConsumer")) {
        findings.warning(
            uri, "a stranger is told which requests came before; " + before("flatten"));
      } else if (within.stream().anyMatch(CONDITIONS::contains)) {
        findings.warning(uri, "not every request gets here; " + before("flatten"));
      } else if (flat) {
        findings.warning(
            uri, "what is refused here has been parsed for nothing; " + before("flatten"));
      }
      if (step.equals(RATE_LIMIT)) {
        limits.add(use);
      } else if (PROOFS.contains(step)) {
        for (EndpointUse limit : limits) {
          findings.warning(
              limit.uri(),
              "the requests of strangers count, too; write it behind 'to: incoming:" + step + "'");
        }
        limits.clear();
      }
    }

    private static String before(String step) {
      return "write it before 'to: incoming:" + step + "'";
    }

    private boolean isOfMeta(EndpointUse use) {
      return option(use, "scheme").filter("meta"::equals).isPresent();
    }

    private void methods(EndpointUse use) {
      begin
          .filter(endpoint -> endpoint.scheme().equals("platform-http"))
          .filter(
              endpoint ->
                  !option(endpoint, "httpMethodRestrict").orElse("POST").matches(".*\\bGET\\b.*"))
          .ifPresent(
              endpoint ->
                  findings.warning(
                      use.uri(),
                      "Meta sends nothing before it has asked with GET; write"
                          + " 'httpMethodRestrict: GET,POST'"));
    }

    private Optional<String> option(EndpointUse use, String name) {
      return use.options(document).stream()
          .filter(option -> option.name().equals(name))
          .findFirst()
          .flatMap(option -> placeholders.resolve(option.value()));
    }
  }
}
