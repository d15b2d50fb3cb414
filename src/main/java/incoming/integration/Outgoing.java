package incoming.integration;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The request that is sent for each new event.
 *
 * @param url with parameters of the event in braces in its path and query, {@code
 *     https://crm.example.com/orders/{body.id}}, and placeholders of the settings
 * @param credentials the name of those that prove to the target who calls; empty for none
 * @param connectTimeoutMillis and {@code responseTimeoutMillis}, up to 5 minutes; {@code null} as
 *     in the settings
 * @param template of the body; {@code null} for the event itself as it came
 */
public record Outgoing(
    String method,
    String url,
    List<Header> headers,
    String credentials,
    Integer connectTimeoutMillis,
    Integer responseTimeoutMillis,
    Template template) {
  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");
  private static final int LONGEST_URL = 2000;
  private static final int MOST_HEADERS = 20;
  private static final int LONGEST_TIME = 300_000;

  /** Nothing that would have to be escaped in a URI, apart from braces for what comes later. */
  private static final Pattern URL =
      Pattern.compile("https?://[^/?&\\s\"<>\\\\^`|#]+([/?][^\\s<>\\\\^`|#]*)?");

  /** Names in a query that are options of the call rather than parameters of the target. */
  private static final Set<String> OPTIONS =
      Set.of("httpmethod", "credentials", "connecttimeout", "responsetimeout");

  public Outgoing {
    method = method == null ? "POST" : method;
    url = Texts.orEmpty(url);
    headers = headers == null ? List.of() : List.copyOf(headers);
    credentials = Texts.orEmpty(credentials);
  }

  void check(Faults faults) {
    if (!METHODS.contains(method)) {
      faults.at("method").add("is one of DELETE, GET, PATCH, POST and PUT");
    }
    if (!url.isEmpty()) {
      url(faults.at("url"));
    }
    headers(faults.at("headers"));
    if (!credentials.isEmpty()) {
      faults.at("credentials").name(credentials, "crm");
    }
    time(connectTimeoutMillis, faults.at("connectTimeoutMillis"));
    time(responseTimeoutMillis, faults.at("responseTimeoutMillis"));
    if (template != null) {
      template.check(faults.at("template"));
    }
  }

  private void url(Faults faults) {
    faults.line(url, LONGEST_URL);
    if (!URL.matcher(url).matches()) {
      faults.add("is an address without blanks and #, such as https://api.example.com/v1/orders");
    } else if (url.endsWith("?") || url.endsWith("&")) {
      faults.add("ends in the middle of its query; leave out the last character");
    } else if (hasOption()) {
      faults.add(
          "has httpMethod, credentials, connectTimeout or responseTimeout in its query, which are"
              + " fields of their own");
    }
  }

  private boolean hasOption() {
    return Stream.of(url.substring(url.indexOf('?') + 1).split("&"))
        .map(parameter -> decoded(parameter.split("=", 2)[0]))
        .anyMatch(name -> OPTIONS.contains(name.toLowerCase(Locale.ROOT)));
  }

  /** As Camel reads the names in a query. */
  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private void headers(Faults faults) {
    if (headers.size() > MOST_HEADERS) {
      faults.add("has " + headers.size() + " headers; at most " + MOST_HEADERS + " are allowed");
    }
    for (int i = 0; i < headers.size(); i++) {
      headers.get(i).check(faults.at(i));
    }
    faults.distinct(
        headers.stream().map(header -> header.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static void time(Integer millis, Faults faults) {
    if (millis != null && (millis < 1 || millis > LONGEST_TIME)) {
      faults.add("is in milliseconds, from 1 to " + LONGEST_TIME);
    }
  }
}
