package incoming.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;

/**
 * Decodes the query of a request: {@code a=1&b=x+y&a=2} is {@code {a=[1, 2], b=x y}}.
 *
 * <p>Source: the form-urlencoded parser of the WHATWG URL Standard, but strict: a percent sign
 * without two hexadecimal digits, bytes that are not UTF-8, and characters that no URL may hold are
 * refused, where that parser would guess.
 */
final class Query {
  private final String query;

  private Query(String query) {
    this.query = query;
  }

  /** The parameters of {@code query}, which may be {@code null}, by name in the order sent. */
  static Map<String, Object> decode(String query) throws Refusal {
    return query == null || query.isEmpty()
        ? Collections.emptyMap()
        : new Query(query).parameters().toMap();
  }

  private Fields parameters() throws Refusal {
    Fields parameters = new Fields();
    for (int start = 0; start < query.length(); ) {
      int end = indexOf('&', start, query.length());
      if (end > start) {
        int equals = indexOf('=', start, end);
        String value = equals < end ? decode(equals + 1, end) : "";
        parameters.add(decode(start, equals), value);
      }
      start = end + 1;
    }
    return parameters;
  }

  private int indexOf(char c, int start, int end) {
    int index = query.indexOf(c, start);
    return index < 0 || index > end ? end : index;
  }

  private String decode(int start, int end) throws Refusal {
    ByteBuffer bytes = ByteBuffer.allocate(end - start);
    for (int i = start; i < end; i++) {
      char c = query.charAt(i);
      if (c == '%') {
        bytes.put(hex(i, end));
        i += 2;
      } else if (c <= ' ' || c > '~') {
        throw refusal(i, "only visible ASCII characters may stand unescaped");
      } else {
        bytes.put((byte) (c == '+' ? ' ' : c));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw refusal(start, "what is percent-encoded here is not UTF-8");
    }
  }

  private byte hex(int percent, int end) throws Refusal {
    for (int i = percent + 1; i <= percent + 2; i++) {
      if (i >= end || !HexFormat.isHexDigit(query.charAt(i))) {
        throw refusal(percent, "a percent sign needs two hexadecimal digits behind it");
      }
    }
    return (byte) HexFormat.fromHexDigits(query, percent + 1, percent + 3);
  }

  private static Refusal refusal(int index, String reason) {
    return new Refusal(
        "malformed-query",
        "The query of the URL is malformed",
        "character " + (index + 1) + " of the query: " + reason);
  }
}
