package incoming.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A path of the admin API with its query. Whatever a name holds, it stays one segment: it leads to
 * no other address.
 */
final class Address {
  private final String text;

  private Address(String text) {
    this.text = text;
  }

  /** The path below {@code /api} of these segments, as they are before any encoding. */
  static Address of(String... segments) {
    return new Address("/api").below(segments);
  }

  /** The path below this one of these segments; before any query. */
  Address below(String... segments) {
    StringBuilder path = new StringBuilder(text);
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
    return new Address(path.toString());
  }

  /** The same with one more parameter; {@code null} adds none. */
  Address with(String name, Object value) {
    if (value == null) {
      return this;
    }
    String sign = text.indexOf('?') < 0 ? "?" : "&";
    return new Address(text + sign + name + "=" + encode(value.toString()));
  }

  private static String encode(String value) {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    // On its way a segment of dots would be taken for a step up.
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }

  @Override
  public String toString() {
    return text;
  }
}
