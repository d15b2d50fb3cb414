package incoming.target;

import incoming.event.Event;
import incoming.event.ParameterText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A URL whose path and query take values from the event.
 *
 * <p>Scheme and authority are fixed. A value is percent-encoded for its place: it adds no segment
 * and no parameter, whatever it is. A segment that would become empty, {@code .} or {@code ..}, and
 * a URL beyond 8,192 characters are refused. Immutable, thread-safe.
 */
final class UrlTemplate {
  private static final int MAX_LENGTH = 8192;

  private final String base;
  private final List<ParameterText> segments;
  private final String query;
  private final List<Map.Entry<String, ParameterText>> parameters;

  /** A URL, or why there is none for an event, in words that follow "the URL". */
  record Outcome(URI url, String problem) {}

  /**
   * A template.
   *
   * @param base scheme and authority
   * @param path with its first slash, decoded, as an engineer wrote it
   * @param query what is fixed of it, encoded; may be {@code null}
   * @param parameters the rest of the query by name, decoded
   * @throws IllegalArgumentException says what is wrong with a parameter, and what would be right
   */
  UrlTemplate(String base, String path, String query, List<Map.Entry<String, String>> parameters) {
    this.base = base;
    this.segments = ParameterText.parse(path.substring(1)).split('/');
    this.query = query;
    List<Map.Entry<String, ParameterText>> texts = new ArrayList<>();
    for (Map.Entry<String, String> parameter : parameters) {
      StringBuilder name = new StringBuilder();
      PercentEncoding.value(parameter.getKey(), name);
      texts.add(Map.entry(name.toString(), ParameterText.parse(parameter.getValue())));
    }
    this.parameters = List.copyOf(texts);
  }

  /** The URL for {@code event}, which may be {@code null}. */
  Outcome url(Event event) {
    StringBuilder url = new StringBuilder(base);
    Optional<String> problem = path(event, url).or(() -> query(event, url));
    if (problem.isEmpty() && url.length() > MAX_LENGTH) {
      problem = Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    return problem
        .map(words -> new Outcome(null, words))
        .orElseGet(() -> new Outcome(URI.create(url.toString()), null));
  }

  private Optional<String> path(Event event, StringBuilder url) {
    for (ParameterText segment : segments) {
      url.append('/');
      int start = url.length();
      Optional<String> problem =
          segment.write(event, url, PercentEncoding::segment, PercentEncoding::value);
      if (problem.isPresent()) {
        return problem;
      }
      String written = url.substring(start);
      if (!segment.isConstant()
          && (written.isEmpty() || written.equals(".") || written.equals(".."))) {
        return Optional.of("has '" + written + "' for " + segment + ", which is no path segment");
      }
    }
    return Optional.empty();
  }

  private Optional<String> query(Event event, StringBuilder url) {
    char separator = '?';
    if (query != null) {
      url.append(separator).append(query);
      separator = '&';
    }
    for (Map.Entry<String, ParameterText> parameter : parameters) {
      url.append(separator).append(parameter.getKey()).append('=');
      separator = '&';
      Optional<String> problem =
          parameter.getValue().write(event, url, PercentEncoding::value, PercentEncoding::value);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Scheme, authority and path, with the names of its parameters. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(base);
    segments.forEach(segment -> text.append('/').append(segment));
    return text.toString();
  }
}
