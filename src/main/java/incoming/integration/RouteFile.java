package incoming.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An integration as it is on disk: the text of its route file, and its template.
 *
 * @param text YAML of Camel's YAML DSL
 * @param template {@code null} when there is none of the integration's own name beside it
 */
public record RouteFile(String text, Template template) {
  /** Lines that say nothing to Camel, before the first that does. */
  private static final Pattern HEAD = Pattern.compile("\\A(?:[ \\t]*+(?:#.*+)?+\\R)++");

  public RouteFile {
    text = Texts.orEmpty(text);
  }

  /** What a form can do with a route file. */
  public sealed interface Shape {}

  /** The file says what {@code integration} says, and nothing else apart from its comments. */
  public record Canonical(Integration integration) implements Shape {}

  /**
   * The file says something that an {@link Integration} cannot: it is edited as text.
   *
   * @param line from 1, where it does so first
   * @param reason follows a place, as in "line 12: …"
   */
  public record Customised(int line, String reason) implements Shape {}

  /**
   * The canonical route file of {@code integration}: the same text for the same integration, as a
   * person would write it.
   *
   * @throws IllegalArgumentException when the integration has {@link Integration#faults}
   */
  public static RouteFile write(Integration integration) {
    if (!integration.faults().isEmpty()) {
      throw new IllegalArgumentException("cannot be written: " + integration.faults());
    }
    Template template = integration.outgoing() == null ? null : integration.outgoing().template();
    return new RouteFile(YamlWriter.write(RouteWriter.tree(integration)), template);
  }

  /** The same below the comment with which {@code other} begins, which a person has put there. */
  RouteFile below(RouteFile other) {
    Matcher head = HEAD.matcher(other.text);
    return head.find() ? new RouteFile(head.group() + text, template) : this;
  }

  /**
   * What the file is: canonical when writing what is read of it gives the same YAML document,
   * comments and the style of quoting aside.
   */
  public Shape shape() {
    try {
      Tree found = YamlReader.read(text);
      Integration integration = RouteReader.integration(found, template);
      return integration.faults().stream()
          .findFirst()
          .<Shape>map(fault -> RouteDifference.of(found, fault))
          .or(() -> RouteDifference.between(found, RouteWriter.tree(integration)))
          .orElseGet(() -> new Canonical(integration));
    } catch (YamlReader.UnfitException e) {
      return new Customised(e.line(), e.getMessage());
    }
  }

  /**
   * The ids of the endpoints that the text names, also where it is customised; that of today first.
   */
  public List<String> endpointIds() {
    return References.of(text).endpointIds();
  }

  /** The template by the name of its file beside that of {@code integration}; empty for none. */
  public Map<String, String> templates(String integration) {
    return template == null
        ? Map.of()
        : Map.of(template.format().file(integration), template.text());
  }

  /** The format of the template of {@code integration} that {@code text} names, if any. */
  static Optional<Template.Format> template(String text, String integration) {
    Set<String> named = References.of(text).templates();
    return Arrays.stream(Template.Format.values())
        .filter(format -> named.contains(format.file(integration)))
        .findFirst();
  }
}
