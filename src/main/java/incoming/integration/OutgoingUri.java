package incoming.integration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoint of an outgoing request: its URL with the options of the call behind it. */
final class OutgoingUri {
  private static final Pattern OPTIONS =
      Pattern.compile(
          "(.*)[?&]httpMethod=([A-Z]+)(?:&credentials=([^&]+))?"
              + "(?:&connectTimeout=(\\d{1,9}))?(?:&responseTimeout=(\\d{1,9}))?",
          Pattern.DOTALL);

  private OutgoingUri() {}

  static String write(Outgoing outgoing) {
    StringBuilder uri = new StringBuilder(outgoing.url());
    uri.append(outgoing.url().indexOf('?') < 0 ? '?' : '&');
    uri.append("httpMethod=").append(outgoing.method());
    if (!outgoing.credentials().isEmpty()) {
      uri.append("&credentials=").append(outgoing.credentials());
    }
    if (outgoing.connectTimeoutMillis() != null) {
      uri.append("&connectTimeout=").append(outgoing.connectTimeoutMillis());
    }
    if (outgoing.responseTimeoutMillis() != null) {
      uri.append("&responseTimeout=").append(outgoing.responseTimeoutMillis());
    }
    return uri.toString();
  }

  /** The request that {@code uri} is; one without a method is left as it is, and is no other's. */
  static Outgoing read(String uri, List<Header> headers, Template template) {
    Matcher options = OPTIONS.matcher(uri);
    return options.matches()
        ? new Outgoing(
            options.group(2),
            options.group(1),
            headers,
            options.group(3),
            number(options.group(4)),
            number(options.group(5)),
            template)
        : new Outgoing("POST", uri, headers, "", null, null, template);
  }

  private static Integer number(String text) {
    return Optional.ofNullable(text).map(Integer::valueOf).orElse(null);
  }
}
