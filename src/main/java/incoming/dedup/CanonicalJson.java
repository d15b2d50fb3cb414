package incoming.dedup;

import incoming.event.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a JSON value so that equal values give equal text: members sorted, no spaces, numbers by
 * value.
 *
 * <p>This is RFC 8785 with one difference, see {@link CanonicalNumber}. Members are sorted by
 * UTF-16 code units, which is the natural order of a {@code String}.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> member : new TreeMap<>(map).entrySet()) {
        out.append(separator);
        JsonText.quote((String) member.getKey(), out);
        out.append(':');
        write(member.getValue(), out);
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Number number) {
      out.append(CanonicalNumber.of(number));
    } else {
      JsonText.write(value, out);
    }
  }
}
