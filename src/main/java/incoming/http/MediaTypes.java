package incoming.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The media types that an endpoint takes.
 *
 * <p>A request must name one of them in exactly one {@code Content-Type}; a charset, where there is
 * one, must be UTF-8 (RFC 8259 section 8.1). An encoded body ({@code Content-Encoding}) is refused,
 * so that no limit on size can be got round by compression.
 */
final class MediaTypes {
  private static final String ANY = "*/*";
  private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

  /** Empty takes any. */
  private final List<String> taken;

  /**
   * The types of a {@code consumes} option, separated by commas. {@code null} is {@code
   * application/json}: a page of another site can have a browser post a form or plain text, but not
   * that. {@code *}{@code /*} takes any, and requests that name none.
   */
  MediaTypes(String consumes) {
    List<String> types =
        Stream.of((consumes == null ? "application/json" : consumes).split(",", -1))
            .map(type -> type.strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String type : types) {
      if (!type.equals(ANY) && !TYPE.matcher(type).matches()) {
        throw new IllegalArgumentException(
            "consumes: '"
                + type
                + "' is no media type; write types without parameters, such as application/json,"
                + " separated by commas, or */* for any");
      }
    }
    taken = types.contains(ANY) ? List.of() : types;
  }

  /** What is wrong with a request of these headers, if anything. */
  Optional<Problem> refuse(List<String> contentTypes, String contentEncoding) {
    if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
      return Optional.of(Problems.unsupportedMediaType("Content-Encoding is not supported."));
    }
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    String wanted = String.join(" or ", taken);
    if (contentTypes.size() != 1) {
      return Optional.of(
          Problems.unsupportedMediaType("Send exactly one Content-Type: " + wanted + "."));
    }
    String[] parts = contentTypes.get(0).split(";", -1);
    if (!taken.contains(parts[0].strip().toLowerCase(Locale.ROOT))) {
      return Optional.of(Problems.unsupportedMediaType("Content-Type must be " + wanted + "."));
    }
    for (int i = 1; i < parts.length; i++) {
      if (isForeignCharset(parts[i].strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(Problems.unsupportedMediaType("The charset must be utf-8."));
      }
    }
    return Optional.empty();
  }

  private static boolean isForeignCharset(String parameter) {
    if (!parameter.startsWith("charset=")) {
      return false;
    }
    String charset = parameter.substring("charset=".length());
    return !charset.equals("utf-8") && !charset.equals("\"utf-8\"") && !charset.equals("utf8");
  }
}
