package incoming.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects named values in the order sent; a name that comes again gets a list. */
final class Fields {
  private final Map<String, Object> byName = new LinkedHashMap<>();
  private boolean repeated;

  void add(String name, String value) {
    Object before = byName.putIfAbsent(name, value);
    if (before instanceof Several several) {
      several.values.add(value);
    } else if (before != null) {
      repeated = true;
      byName.put(name, new Several(before, value));
    }
  }

  /** What was collected. Call it once, at the end. */
  Map<String, Object> toMap() {
    if (repeated) {
      byName.replaceAll(
          (name, value) ->
              value instanceof Several several
                  ? Collections.unmodifiableList(several.values)
                  : value);
    }
    return Collections.unmodifiableMap(byName);
  }

  private record Several(List<Object> values) {
    Several(Object first, Object second) {
      this(new ArrayList<>(List.of(first, second)));
    }
  }
}
