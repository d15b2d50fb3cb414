package incoming.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Checks that the two halves of an integration fit: the route that accepts events, and the one that
 * delivers them.
 *
 * <p>{@code incoming:accept} puts an event in the queue of its file, {@code
 * incoming:deliveries/<file>}: either is of no use without the other.
 */
final class DeliveryCheck {
  private static final Set<String> CALLS = Set.of("http", "https");

  private final String stem;
  private final Placeholders placeholders;
  private final Findings findings;
  private final List<ScalarNode> queues = new ArrayList<>();
  private final List<ScalarNode> accepts = new ArrayList<>();

  DeliveryCheck(Path file, Placeholders placeholders, Findings findings) {
    this.stem = FileNames.stem(file);
    this.placeholders = placeholders;
    this.findings = findings;
  }

  void check(Node root) {
    for (Node item : Yaml.elements(root)) {
      Node route = Yaml.member(item, "route").orElse(item);
      Node from = Yaml.member(route, "from").orElse(route);
      Optional<EndpointUse> queue =
          Yaml.scalar(from, "uri")
              .map(uri -> EndpointUse.of("from", uri, from))
              .filter(use -> use.deliveries().isPresent());
      if (queue.isPresent()) {
        delivering(queue.get(), route);
      } else {
        accepting(route);
      }
    }
    fit();
    if (!queues.isEmpty()) {
      new FailureCheck(findings).file(root);
    }
  }

  private void fit() {
    if (queues.isEmpty() && !accepts.isEmpty()) {
      findings.error(
          accepts.get(0),
          "nothing delivers what is accepted here; add a route with 'id: "
              + stem
              + "-delivery' and 'uri: incoming:deliveries/"
              + stem
              + "'");
    } else if (accepts.isEmpty() && !queues.isEmpty()) {
      findings.error(
          queues.get(0),
          "nothing is accepted for this route to deliver; write 'to: incoming:accept' in the route '"
              + stem
              + "'");
    }
    queues.stream()
        .skip(1)
        .forEach(queue -> findings.error(queue, "two routes of the file deliver; keep one"));
  }

  private void delivering(EndpointUse queue, Node route) {
    queues.add(queue.uri());
    new FailureCheck(findings).route(route);
    placeholders
        .resolve(queue.deliveries().orElseThrow())
        .filter(name -> !name.equals(stem))
        .ifPresent(
            name ->
                findings.error(
                    queue.uri(),
                    "'"
                        + name
                        + "' is not what the file is called; write incoming:deliveries/"
                        + stem));
    Yaml.scalar(route, "id")
        .filter(id -> id.getValue().equals(stem))
        .ifPresent(
            id ->
                findings.error(id, "this route delivers; its id must be '" + stem + "-delivery'"));
    for (EndpointUse use : EndpointUse.all(route)) {
      if (use.isStep("accept")) {
        findings.error(
            use.uri(),
            "this route would queue what it takes from the queue; incoming:accept belongs in the"
                + " route '"
                + stem
                + "'");
      }
    }
  }

  private void accepting(Node route) {
    List<EndpointUse> uses = EndpointUse.all(route);
    if (uses.stream().noneMatch(use -> use.isStep("accept"))) {
      return;
    }
    boolean flat = false;
    for (EndpointUse use : uses) {
      flat |= use.isStep("flatten");
      if (use.isStep("accept")) {
        accepts.add(use.uri());
        accept(use, flat);
      }
    }
    Set<ScalarNode> told = behind(route);
    for (EndpointUse use : uses) {
      if (CALLS.contains(use.scheme()) && !told.contains(use.uri())) {
        findings.warning(
            use.uri(),
            "the sender waits for this call, and nothing repeats it; move it to the route '"
                + stem
                + "-delivery'");
      }
    }
  }

  private void accept(EndpointUse use, boolean flat) {
    if (use.step().equals("wireTap")) {
      findings.error(
          use.uri(), "write 'to: incoming:accept': the sender would not wait for a wireTap");
    }
    if (!flat) {
      findings.error(
          use.uri(), "write 'to: incoming:flatten' before it: the event that it makes is accepted");
    }
  }

  /** Warns of the steps behind an accept in its block; answers the URIs in them. */
  private Set<ScalarNode> behind(Node route) {
    Set<ScalarNode> behind = new HashSet<>();
    Yaml.visit(
        route,
        (owner, member) -> {
          boolean accepted = false;
          for (Node step : Yaml.elements(member.value())) {
            if (accepted) {
              findings.warning(
                  step,
                  "this runs before the sender is answered: if it fails, the sender sends again what"
                      + " is queued already; move it to the route '"
                      + stem
                      + "-delivery'");
              EndpointUse.all(step).forEach(use -> behind.add(use.uri()));
            }
            accepted |= isAccept(step);
          }
        });
    return behind;
  }

  private static boolean isAccept(Node step) {
    return (Yaml.member(step, "to").isPresent() || Yaml.member(step, "toD").isPresent())
        && EndpointUse.all(step).stream().anyMatch(use -> use.isStep("accept"));
  }
}
