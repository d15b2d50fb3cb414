package incoming.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One place at which a route names an endpoint.
 *
 * @param step the step or {@code from} that names it
 * @param uri as written, placeholders and all
 * @param parameters the options that are written below the URI
 */
record EndpointUse(String step, ScalarNode uri, List<Yaml.Member> parameters) {
  private static final Set<String> STEPS = Set.of("from", "to", "toD", "wireTap", "poll");
  private static final Set<String> DYNAMIC = Set.of("toD", "wireTap");
  private static final String DELIVERIES = "deliveries/";
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Pattern RAW = Pattern.compile("RAW(\\([^)]*\\)|\\{[^}]*})");

  /** One option of an endpoint; {@code spot} is where its name is written. */
  record Option(String name, String value, Spot spot) {}

  /** Every endpoint that is named at or below {@code node}. */
  static List<EndpointUse> all(Node node) {
    List<EndpointUse> uses = new ArrayList<>();
    Yaml.visit(
        node,
        (owner, member) -> {
          if (STEPS.contains(member.name()) && !owner.equals("parameters")) {
            if (member.value() instanceof ScalarNode uri) {
              uses.add(new EndpointUse(member.name(), uri, List.of()));
            }
            Yaml.scalar(member.value(), "uri")
                .ifPresent(uri -> uses.add(of(member.name(), uri, member.value())));
          }
        });
    return uses;
  }

  /** The endpoint that {@code from} names with {@code uri}. */
  static EndpointUse of(String step, ScalarNode uri, Node from) {
    return new EndpointUse(
        step, uri, Yaml.member(from, "parameters").map(Yaml::members).orElse(List.of()));
  }

  String text() {
    return uri.getValue();
  }

  /** Whether its address is only known when a message comes. */
  boolean isDynamic() {
    return DYNAMIC.contains(step) && text().contains("${");
  }

  /** The component's name, "" when the URI has none. */
  String scheme() {
    Matcher m = SCHEME.matcher(text());
    return m.matches() ? m.group(1) : "";
  }

  /** What is between the scheme and the options. */
  String path() {
    int query = query();
    String all = query < 0 ? text() : text().substring(0, query);
    return all.substring(Math.min(all.length(), scheme().length() + 1));
  }

  /** Whether it is the step {@code incoming:<name>}. */
  boolean isStep(String name) {
    return scheme().equals("incoming") && ownName().equals(name);
  }

  /** Of whose deliveries it is the queue, as written; empty when it is no queue. */
  Optional<String> deliveries() {
    return scheme().equals("incoming") && ownName().startsWith(DELIVERIES)
        ? Optional.of(ownName().substring(DELIVERIES.length()))
        : Optional.empty();
  }

  /** What is wrong with where it stands, if anything: to begin a route, or in the middle of one. */
  Optional<String> misplaced() {
    boolean begins = step.equals("from");
    if (scheme().equals("platform-http") && !begins) {
      return Optional.of("platform-http: is used with from:");
    } else if (deliveries().isPresent() && !begins) {
      return Optional.of("incoming:deliveries/ is used with from:; write 'to: incoming:accept'");
    } else if (scheme().equals("incoming") && begins && deliveries().isEmpty()) {
      return Optional.of(
          "incoming:"
              + ownName()
              + " is used with to:; a route begins with platform-http: or incoming:deliveries/");
    }
    return Optional.empty();
  }

  /** As Camel reads it: {@code incoming://accept} is {@code incoming:accept}. */
  private String ownName() {
    return path().replaceFirst("^/+", "");
  }

  /** The options in the URI, then those below it. */
  List<Option> options(Document document) {
    List<Option> options = new ArrayList<>();
    int start = query() + 1;
    String masked = masked();
    while (start > 0 && start < masked.length()) {
      int end = masked.indexOf('&', start);
      end = end < 0 ? masked.length() : end;
      int equals = masked.substring(start, end).indexOf('=');
      if (equals > 0) {
        options.add(
            new Option(
                text().substring(start, start + equals),
                text().substring(start + equals + 1, end),
                document.inside(uri, start)));
      }
      start = end + 1;
    }
    for (Yaml.Member parameter : parameters) {
      options.add(
          new Option(
              parameter.name(), SchemaType.text(parameter.value()), Spot.of(parameter.key())));
    }
    return options;
  }

  /** The options below the URI by name. */
  Map<String, String> below() {
    Map<String, String> below = new java.util.LinkedHashMap<>();
    parameters.forEach(
        parameter -> below.put(parameter.name(), SchemaType.text(parameter.value())));
    return below;
  }

  private int query() {
    return masked().indexOf('?');
  }

  private String masked() {
    return RAW.matcher(Placeholders.mask(text()))
        .replaceAll(raw -> "_".repeat(raw.group().length()));
  }
}
