package incoming.target;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encodes text for a place in a URL (RFC 3986, section 2).
 *
 * <p>A value keeps letters, digits and {@code - . _ ~} alone, so that none ever begins another
 * segment, parameter or part of the URL.
 */
final class PercentEncoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** What a segment of a path may have beside unreserved characters. */
  private static final String SEGMENT = "!$&'()*+,;=:@";

  private PercentEncoding() {}

  /** Appends a value for any place. */
  static void value(String text, StringBuilder out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      append(b, "", out);
    }
  }

  /** Appends a segment as an engineer wrote it: what is encoded already stays as it is. */
  static void segment(String text, StringBuilder out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean encoded =
          bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
      append(bytes[i], encoded ? "%" : SEGMENT, out);
    }
  }

  private static void append(byte b, String kept, StringBuilder out) {
    char c = (char) (b & 0xff);
    if (isUnreserved(c) || kept.indexOf(c) >= 0) {
      out.append(c);
    } else {
      out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }
}
