package incoming.console;

import incoming.http.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an operation demands of the headers of a call, once it is known who sends it. */
final class Demands {
  /** One strong ETag as this API gives them out. */
  private static final Pattern ETAG = Pattern.compile("\"([0-9A-Za-z_-]{1,128})\"");

  private static final Pattern UTF8 =
      Pattern.compile("\\s*charset\\s*=\\s*\"?utf-8\"?\\s*", Pattern.CASE_INSENSITIVE);

  private Demands() {}

  static void check(Operation operation, MultiMap headers) throws Refusal {
    if (!accepts(headers.getAll(HttpHeaders.ACCEPT), operation.gives())) {
      throw Refusals.notAcceptable(operation.gives());
    }
    if (operation.conditional() && ifMatch(headers) == null && !isNew(headers)) {
      throw Refusals.noPrecondition();
    }
    if (operation.takes() == null) {
      if (hasBody(headers)) {
        throw Refusal.of(
            Problem.of(400, "body-unexpected", "No body is taken", "Leave the body out."));
      }
      return;
    }
    if (!isOf(operation.takes(), headers)) {
      throw Refusals.mediaType(operation.takes());
    }
    if (length(headers) > operation.maxBody()) {
      throw Refusals.bodyTooLarge(operation.maxBody());
    }
  }

  /** The ETag in {@code If-Match}; {@code null} when there is none that can be one of ours. */
  static String ifMatch(MultiMap headers) {
    String header = headers.get(HttpHeaders.IF_MATCH);
    var etag = ETAG.matcher(header == null ? "" : header.strip());
    return etag.matches() ? etag.group(1) : null;
  }

  /** Whether the caller has what {@code reply} shows (RFC 9110, section 13.1.2). */
  static boolean isKnown(MultiMap headers, Reply reply) {
    String etag = reply.headers().get("ETag");
    return etag != null
        && headers.getAll(HttpHeaders.IF_NONE_MATCH).stream()
            .flatMap(header -> Stream.of(header.split(",", -1)))
            .map(one -> one.strip().replaceFirst("^W/", ""))
            .anyMatch(etag::equals);
  }

  static boolean isNew(MultiMap headers) {
    return "*".equals(headers.get(HttpHeaders.IF_NONE_MATCH));
  }

  static long length(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    // What is no number the HTTP decoder has refused before.
    return length == null ? -1 : Long.parseLong(length.strip());
  }

  static boolean hasBody(MultiMap headers) {
    return length(headers) > 0 || headers.contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static boolean isOf(String type, MultiMap headers) {
    List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() != 1 || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String[] parts = types.get(0).split(";", -1);
    return parts[0].strip().equalsIgnoreCase(type)
        && (parts.length == 1 || (parts.length == 2 && UTF8.matcher(parts[1]).matches()));
  }

  /** Weights are left out of account: there is one type to choose from. */
  private static boolean accepts(List<String> accept, String type) {
    if (accept.isEmpty()) {
      return true;
    }
    String group = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : String.join(",", accept).toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = range.split(";", -1)[0].strip();
      if (name.equals("*/*") || name.equals(group) || name.equals(type)) {
        return true;
      }
    }
    return false;
  }
}
