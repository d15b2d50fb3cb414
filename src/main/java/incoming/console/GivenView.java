package incoming.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.sample.GivenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request that somebody writes down.
 *
 * @param method POST unless said
 * @param query as it would be sent, without the question mark
 * @param body as text, exactly as it would be sent
 */
record GivenView(String method, String query, List<Header> headers, String body) {
  private static final int MOST_HEADERS = 100;

  /** RFC 9110, section 5.6.2, as far as anybody goes. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

  /** RFC 9110, section 5.5. */
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");

  /** One of its headers. */
  record Header(String name, String value) {}

  GivenRequest request(String pointer) throws Refusal {
    List<Fault> faults = new ArrayList<>();
    if (body == null) {
      faults.add(new Fault(pointer + "/body", "is missing"));
    }
    if (method != null && !TOKEN.matcher(method).matches()) {
      faults.add(new Fault(pointer + "/method", "is no method, such as POST"));
    }
    List<Header> all = headers == null ? List.of() : headers;
    if (all.size() > MOST_HEADERS) {
      faults.add(new Fault(pointer + "/headers", "may have " + MOST_HEADERS + " at most"));
    }
    List<Map.Entry<String, String>> sent = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Header header = all.get(i);
      if (header == null || header.name() == null || header.value() == null) {
        faults.add(new Fault(pointer + "/headers/" + i, "needs a name and a value"));
      } else if (!TOKEN.matcher(header.name()).matches()) {
        faults.add(new Fault(pointer + "/headers/" + i + "/name", "is no name of a header"));
      } else if (!VALUE.matcher(header.value()).matches()) {
        faults.add(new Fault(pointer + "/headers/" + i + "/value", "has a line break or the like"));
      } else {
        sent.add(Map.entry(header.name(), header.value()));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusals.fields(faults);
    }
    return new GivenRequest(method == null ? "POST" : method, query, sent, body.getBytes(UTF_8));
  }
}
