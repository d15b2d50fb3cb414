package incoming.target;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a route file writes behind {@code https:}, taken apart before camel-http sees it.
 *
 * @param prefix up to and with the authority
 * @param path with its first slash; empty when there is none
 * @param parameters those of the query that take values from the event, by name
 */
record TargetUri(String prefix, String path, List<Map.Entry<String, String>> parameters) {
  /** The options of camel-http that fit a guarded call; the rest lead around it or do nothing. */
  private static final Set<String> OPTIONS =
      Set.of(
          "httpMethod",
          "connectTimeout",
          "connectionRequestTimeout",
          "responseTimeout",
          "connectionClose",
          "customHostHeader",
          "deleteWithBody",
          "getWithBody",
          "skipRequestHeaders",
          "userAgent");

  /**
   * The options with which camel-http would prove who calls, in ways that a guarded call closes.
   */
  private static final Pattern CREDENTIALS = Pattern.compile("auth[A-Z].*|oauth2.*");

  /**
   * Takes the URI apart, and what comes from the event out of {@code parameters}.
   *
   * @param remaining of the URI, without the component's name and without its parameters
   * @param known every option that camel-http has
   * @throws IllegalArgumentException says what is wrong, and what would be right
   */
  static TargetUri take(String remaining, Map<String, Object> parameters, Set<String> known) {
    int scheme = remaining.indexOf("://");
    int slash = remaining.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    String prefix = slash < 0 ? remaining : remaining.substring(0, slash);
    if (prefix.indexOf('{') >= 0) {
      throw new IllegalArgumentException(
          "scheme, host and port of a target are fixed; {…} may stand in its path and its query");
    }
    if (prefix.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "a user name and a password in an address are not sent; declare credentials and write"
              + " ?credentials=<name>");
    }
    List<Map.Entry<String, String>> fromEvent = new ArrayList<>();
    for (Map.Entry<String, Object> parameter : List.copyOf(parameters.entrySet())) {
      check(parameter.getKey(), parameter.getValue(), known);
      if (!known.contains(parameter.getKey()) && isTemplate(parameter.getValue())) {
        parameters.remove(parameter.getKey());
        for (Object value : values(parameter.getValue())) {
          fromEvent.add(Map.entry(parameter.getKey(), String.valueOf(value)));
        }
      }
    }
    TargetUri uri = new TargetUri(prefix, slash < 0 ? "" : remaining.substring(slash), fromEvent);
    if (uri.isTemplate() && !parameters.containsKey("httpMethod")) {
      throw new IllegalArgumentException(
          "a URL with parameters of the event needs its method; add httpMethod=POST or another");
    }
    return uri;
  }

  /** What of it camel-http is told: without what is only known when an event comes. */
  String fixed() {
    return isTemplate() ? prefix + "/" : prefix + path;
  }

  /** The template, when the event has a say; {@code fixed} is what camel-http made of the rest. */
  Optional<UrlTemplate> template(URI fixed) {
    return isTemplate()
        ? Optional.of(
            new UrlTemplate(
                fixed.getScheme() + "://" + fixed.getRawAuthority(),
                path.isEmpty() ? "/" : path,
                fixed.getRawQuery(),
                parameters))
        : Optional.empty();
  }

  private boolean isTemplate() {
    return path.indexOf('{') >= 0 || !parameters.isEmpty();
  }

  private static void check(String name, Object value, Set<String> known) {
    boolean option = OPTIONS.contains(name);
    if (name.indexOf('{') >= 0) {
      throw new IllegalArgumentException(
          "the name '" + name + "' in the query is fixed; {…} may stand in its value");
    } else if (known.contains(name) && CREDENTIALS.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the option '"
              + name
              + "' is not sent; declare credentials and write ?credentials=<name>");
    } else if (!option
        && (known.contains(name)
            || name.startsWith("httpClient.")
            || name.startsWith("httpConnection."))) {
      throw new IllegalArgumentException(
          "the option '"
              + name
              + "' cannot be used here: a call goes straight to its target, without proxy,"
              + " redirects, cookies or retries of its own");
    } else if (option && isTemplate(value)) {
      throw new IllegalArgumentException(
          "the option '"
              + name
              + "' is fixed; {…} may stand in the path and the query of a target");
    }
  }

  private static boolean isTemplate(Object value) {
    return values(value).stream().anyMatch(text -> String.valueOf(text).indexOf('{') >= 0);
  }

  private static Collection<?> values(Object value) {
    return value instanceof Collection<?> many ? many : List.of(String.valueOf(value));
  }
}
