package incoming.sample;

import java.util.Map;

/**
 * A route file with its templates as text: a draft, or what is published.
 *
 * @param name of the integration
 * @param route the route file
 * @param templates by file name, such as {@code orders.json.j2}; a template that is not among them
 *     is read from the folder of the routes
 */
public record Candidate(String name, String route, Map<String, String> templates) {
  public Candidate {
    templates = Map.copyOf(templates);
  }
}
