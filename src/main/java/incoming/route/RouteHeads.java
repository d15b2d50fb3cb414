package incoming.route;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Checks how the routes of a file are called and where they are served: ids, paths and methods.
 *
 * <p>A route that is built of nothing but the steps of an integration is served below {@code /in/}.
 * One with any other step is customised and may be served anywhere, except where the product itself
 * answers. See {@link #RESERVED}.
 */
final class RouteHeads {
  /** Paths that are, or will be, the product's own, each with all that is below it. */
  static final List<String> RESERVED =
      List.of("/problems", "/.well-known", "/uauth", "/api", "/observe");

  /** Items of a route file that would be read and then have no effect. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("rest", "restConfiguration", "routeConfiguration", "routeTemplate", "templatedRoute");

  private static final Set<String> PLAIN_STEPS =
      Set.of("to", "filter", "idempotentConsumer", "steps");
  private static final Set<String> PLAIN_SCHEMES = Set.of("incoming", "jinjava", "http", "https");

  /** RFC 3986, segments that are not empty and have nothing encoded. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~!$&'()+,;=:@-]+)+");

  private static final Pattern METHOD = Pattern.compile("[A-Z]+");

  private final Path file;
  private final String stem;
  private final Document document;
  private final Placeholders placeholders;
  private final Names.Taken taken;
  private final Findings findings;
  private final Set<String> ids = new TreeSet<>();
  private final Set<String> endpoints = new TreeSet<>();

  RouteHeads(
      Path file,
      Document document,
      Placeholders placeholders,
      Names.Taken taken,
      Findings findings) {
    this.file = file;
    this.stem = FileNames.stem(file);
    this.document = document;
    this.placeholders = placeholders;
    this.taken = taken;
    this.findings = findings;
  }

  /** Adds what is wrong to the findings, and answers what the file would take. */
  Names check() {
    boolean any = false;
    for (Node item : Yaml.elements(document.root())) {
      for (Yaml.Member member : Yaml.members(item)) {
        if (member.name().equals("route")) {
          any = true;
          route(member);
        } else if (member.name().equals("from")) {
          any = true;
          findings.error(
              member.key(), "a route needs an id; write '- route:' with 'id: " + stem + "'");
          from(member.value(), member.value());
        } else if (WITHOUT_EFFECT.contains(member.name())) {
          findings.warning(
              member.key(), "'" + member.name() + "' has no effect here: only routes are loaded");
        }
      }
    }
    if (!any && !Yaml.elements(document.root()).isEmpty()) {
      findings.error(Spot.START, "the file has no route; write '- route:' with an id and a from");
    }
    return new Names(ids, endpoints);
  }

  private void route(Yaml.Member route) {
    Optional<ScalarNode> id = Yaml.scalar(route.value(), "id");
    if (id.isEmpty()) {
      findings.error(route.key(), "the route has no id; write 'id: " + stem + "'");
    } else {
      id(id.get());
    }
    Yaml.member(route.value(), "from").ifPresent(from -> from(from, route.value()));
  }

  private void id(ScalarNode node) {
    String id = node.getValue();
    if (!id.equals(stem) && !id.equals(stem + "-delivery")) {
      findings.error(
          node,
          "the id is '"
              + id
              + "'; it must be '"
              + stem
              + "' as the file is called, or '"
              + stem
              + "-delivery'");
    } else if (!ids.add(id)) {
      findings.error(node, "two routes of the file have the id '" + id + "'");
    }
    taken
        .ofId(id, file)
        .ifPresent(
            other ->
                findings.error(node, "the id '" + id + "' is taken by " + other.getFileName()));
  }

  private void from(Node from, Node route) {
    Optional<ScalarNode> uri = Yaml.scalar(from, "uri");
    if (uri.isEmpty()) {
      return;
    }
    EndpointUse use = EndpointUse.of("from", uri.get(), from);
    if (use.scheme().equals("platform-http")) {
      placeholders.resolve(use.path()).ifPresent(path -> served(use, path, route));
    }
  }

  private void served(EndpointUse use, String path, Node route) {
    served(use, document.inside(use.uri(), use.scheme().length() + 1), path, route);
    for (EndpointUse.Option option : use.options(document)) {
      if (option.name().equals("formerPath")) {
        placeholders
            .resolve(option.value())
            .ifPresent(former -> served(use, option.spot(), former, route));
      }
    }
  }

  private void served(EndpointUse use, Spot spot, String path, Node route) {
    String wrong = wrong(path, route);
    if (wrong != null) {
      findings.error(spot, wrong);
    }
    for (String method : methods(use)) {
      if (!METHOD.matcher(method).matches()) {
        findings.error(
            spot, "httpMethodRestrict: '" + method + "' is no method; they are written POST, PUT");
      }
      String endpoint = method + " " + path;
      if (!endpoints.add(endpoint)) {
        findings.error(spot, "two routes of the file serve " + endpoint);
      }
      taken
          .ofEndpoint(endpoint, file)
          .ifPresent(
              other -> findings.error(spot, endpoint + " is taken by " + other.getFileName()));
    }
  }

  private static String wrong(String path, Node route) {
    if (!path.startsWith("/")) {
      return path.startsWith("proxy")
          ? "platform-http:proxy makes an open proxy of this route; write platform-http:/in/<id>"
          : "the path '" + path + "' must begin with /; write platform-http:/in/<id>";
    } else if (!PATH.matcher(path).matches() || path.contains("/./") || path.contains("/../")) {
      return "'" + path + "' is not an exact path; it is made of /, letters, digits and - . _ ~";
    }
    for (String reserved : RESERVED) {
      if (path.equals(reserved) || path.startsWith(reserved + "/")) {
        return reserved + " is reserved; write platform-http:/in/<id>";
      }
    }
    return path.startsWith("/in/") || isCustomised(Yaml.member(route, "from").orElse(route))
        ? null
        : "an integration is served below /in/; write platform-http:/in/<id>";
  }

  /** Whether a step is used that the shape of an integration does not have. */
  private static boolean isCustomised(Node holder) {
    for (Node step : Yaml.member(holder, "steps").map(Yaml::elements).orElse(List.of())) {
      for (Yaml.Member member : Yaml.members(step)) {
        if (!PLAIN_STEPS.contains(member.name()) || isCustomised(member.value())) {
          return true;
        }
      }
    }
    return EndpointUse.all(holder).stream()
        .anyMatch(use -> use.step().equals("to") && !PLAIN_SCHEMES.contains(use.scheme()));
  }

  private Set<String> methods(EndpointUse use) {
    String restrict = "POST";
    for (EndpointUse.Option option : use.options(document)) {
      if (option.name().equals("httpMethodRestrict")) {
        restrict = placeholders.resolve(option.value()).orElse(restrict);
      }
    }
    return new TreeSet<>(Arrays.asList(restrict.strip().split("\\s*,\\s*")));
  }
}
