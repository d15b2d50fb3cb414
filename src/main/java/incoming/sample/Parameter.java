package incoming.sample;

import incoming.event.JsonText;
import java.util.List;
import java.util.Map;

/**
 * One leaf of a sample.
 *
 * @param name its flat name, such as {@code body.products[0].name}: what a template, a filter and
 *     the hash call it
 * @param type {@code string}, {@code number}, {@code boolean}, {@code null}, and for an empty one
 *     {@code object} or {@code array}
 * @param example its value as JSON text, cut off after 200 characters with {@code …}
 */
public record Parameter(String name, String type, String example) {
  private static final int LONGEST = 200;

  static Parameter of(String name, Object value) {
    return new Parameter(name, type(value), shown(value));
  }

  /** The beginning of {@code value} as JSON text. */
  static String shown(Object value) {
    String json = JsonText.of(value);
    if (json.length() <= LONGEST) {
      return json;
    }
    int end = Character.isHighSurrogate(json.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return json.substring(0, end) + "…";
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Map) {
      return "object";
    } else if (value instanceof List) {
      return "array";
    } else if (value instanceof Number) {
      return "number";
    }
    return value instanceof Boolean ? "boolean" : "string";
  }
}
