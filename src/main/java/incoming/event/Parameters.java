package incoming.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flat form of an event: every leaf under its flat name, and back.
 *
 * <p>Leaves are scalars, {@code null}, and empty objects and arrays, so that nothing is lost:
 * {@code unflatten(flatten(event))} equals {@code event.asMap()}. Costs time and memory in
 * proportion to the flat size, which {@link Flatten} has limited; not meant for the path of a
 * request.
 */
public final class Parameters {
  private Parameters() {}

  /** The parameters of {@code event} by flat name, in the order of the document. */
  public static Map<String, Object> flatten(Event event) {
    Map<String, Object> flat = new LinkedHashMap<>();
    StringBuilder name = new StringBuilder();
    event
        .asMap()
        .forEach(
            (part, value) -> {
              name.append(part);
              flatten(name, value, flat);
              name.setLength(0);
            });
    return Collections.unmodifiableMap(flat);
  }

  /**
   * The nested form of parameters in the order of the document.
   *
   * @throws IllegalArgumentException names the parameter that is no name or contradicts one before
   */
  public static Map<String, Object> unflatten(Map<String, Object> flat) {
    Map<String, Object> parts = new LinkedHashMap<>();
    flat.forEach((name, value) -> put(parts, ParameterName.parse(name), value));
    return parts;
  }

  private static void flatten(StringBuilder name, Object value, Map<String, Object> flat) {
    int length = name.length();
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach(
          (member, inner) -> {
            FlatName.append(name, (String) member);
            flatten(name, inner, flat);
            name.setLength(length);
          });
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        FlatName.append(name, i);
        flatten(name, list.get(i), flat);
        name.setLength(length);
      }
    } else {
      flat.put(name.toString(), value);
    }
  }

  private static void put(Map<String, Object> parts, ParameterName name, Object leaf) {
    Object container = parts;
    Object key = name.root();
    for (Object next : name.steps()) {
      Object inner = get(container, key);
      if (inner == ParameterName.MISSING) {
        inner = next instanceof Integer ? new ArrayList<>() : new LinkedHashMap<>();
        add(container, key, inner, name);
      } else if (isEmpty(inner)) {
        throw contradiction(name); // an empty one was a leaf: those made here never stay empty
      }
      container = inner;
      key = next;
    }
    add(container, key, leaf, name);
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Map<?, ?> map ? map.isEmpty() : List.of().equals(value);
  }

  private static Object get(Object container, Object key) {
    return key instanceof Integer index
        ? ParameterName.element(container, index)
        : ParameterName.member(container, key);
  }

  @SuppressWarnings("unchecked") // every container was made in put
  private static void add(Object container, Object key, Object value, ParameterName name) {
    if (get(container, key) != ParameterName.MISSING) {
      throw contradiction(name);
    } else if (container instanceof Map && key instanceof String member) {
      ((Map<String, Object>) container).put(member, value);
    } else if (container instanceof List<?> list && key.equals(list.size())) {
      ((List<Object>) container).add(value);
    } else {
      throw contradiction(name);
    }
  }

  private static IllegalArgumentException contradiction(ParameterName name) {
    return new IllegalArgumentException(
        "parameter " + name + " does not fit the parameters before it");
  }
}
