package incoming.event;

import io.vertx.core.MultiMap;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Headers by lower-case name in the order sent, looked up without regard to case; never changed.
 *
 * <p>Those that carry the sender's credentials are left out: an event is stored, shown and sent on.
 */
final class Headers extends AbstractMap<String, Object> {
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private final Map<String, Object> byName;

  private Headers(Map<String, Object> byName) {
    this.byName = byName;
  }

  static Headers of(MultiMap sent) {
    Fields fields = new Fields();
    for (Map.Entry<String, String> header : sent) {
      String name = lower(header.getKey());
      if (!CREDENTIALS.contains(name)) {
        fields.add(name, header.getValue());
      }
    }
    return new Headers(fields.toMap());
  }

  static Headers of(Map<String, Object> headers) {
    if (headers instanceof Headers already) {
      return already;
    }
    Map<String, Object> byName = new LinkedHashMap<>();
    headers.forEach((name, value) -> byName.put(lower(name), value));
    byName.keySet().removeAll(CREDENTIALS);
    return new Headers(Collections.unmodifiableMap(byName));
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public Object get(Object name) {
    return name instanceof String text ? byName.get(lower(text)) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String text && byName.containsKey(lower(text));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return byName.entrySet();
  }
}
