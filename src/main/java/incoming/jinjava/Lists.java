package incoming.jinjava;

import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import com.hubspot.jinjava.util.ObjectIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The filters over lists whose size or order needs care. */
final class Lists {
  private Lists() {}

  static List<Filter> filters() {
    return List.of(
        new OwnFilter("first", (value, args) -> end(elements(value), args, true)),
        new OwnFilter("last", (value, args) -> end(elements(value), args, false)),
        new OwnFilter("attr", (value, args) -> member(value, args.required(0, "name"), args)),
        new OwnFilter("map", Lists::map),
        new OwnFilter("join", Lists::join),
        new OwnFilter("sort", Lists::sort));
  }

  /** The members of {@code map} as lists of a name and a value. */
  static List<Object> pairs(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>(map.size());
    map.forEach((name, value) -> pairs.add(Arrays.asList(name, value)));
    return pairs;
  }

  /** {@code value} with arrays and other collections as lists. */
  static Object plain(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    } else if (value instanceof Collection<?> collection && !(value instanceof List<?>)) {
      return new ArrayList<>(collection);
    }
    return value;
  }

  static List<Object> elements(Object value) {
    List<Object> elements = new ArrayList<>();
    ForLoop loop =
        value instanceof CharSequence text
            ? ObjectIterator.getLoop(text.chars().mapToObj(Character::toString).toList())
            : ObjectIterator.getLoop(value);
    while (loop.hasNext()) {
      elements.add(loop.next());
    }
    return elements;
  }

  private static Object end(List<Object> elements, OwnFilter.Arguments args, boolean first) {
    if (elements.isEmpty()) {
      return args.rendering().undefined(args.filter() + " of an empty list");
    }
    return elements.get(first ? 0 : elements.size() - 1);
  }

  private static Object member(Object value, String path, OwnFilter.Arguments args) {
    return args.rendering().resolveProperty(value, Arrays.asList(path.split("\\.")));
  }

  private static Object map(Object value, OwnFilter.Arguments args) {
    Object attribute = args.named().get("attribute");
    Filter filter = attribute == null ? Filters.BY_NAME.get(args.required(0, "filter")) : null;
    if (attribute == null && filter == null) {
      throw args.rendering().failure("map: there is no filter '" + args.text(0, "", "") + "'");
    }
    List<Object> results = new ArrayList<>();
    long length = 0;
    for (Object element : elements(value)) {
      Object result = attribute == null ? apply(filter, element, args) : attribute(element, args);
      if (result instanceof CharSequence text && !(result instanceof Undefined)) {
        length += text.length();
        Limits.checkLength(length);
      }
      results.add(result);
    }
    return results;
  }

  private static Object attribute(Object element, OwnFilter.Arguments args) {
    Object value = member(element, Escaping.plain(args.named().get("attribute")), args);
    Object fallback = args.named().get("default");
    return value instanceof Undefined && fallback != null ? fallback : value;
  }

  private static Object apply(Filter filter, Object element, OwnFilter.Arguments args) {
    Object[] parameters = args.positional().clone();
    parameters[0] = element;
    return args.rendering().calls().filter(filter, parameters);
  }

  private static Object join(Object value, OwnFilter.Arguments args) {
    String separator = args.text(0, "d", "");
    Object attribute = args.get(1, "attribute", null);
    StringBuilder out = new StringBuilder();
    String before = "";
    for (Object element : elements(value)) {
      Object part = attribute == null ? element : member(element, Escaping.plain(attribute), args);
      out.append(before).append(Escaping.plain(part));
      Limits.checkLength(out.length());
      before = separator;
    }
    return out.toString();
  }

  private static Object sort(Object value, OwnFilter.Arguments args) {
    boolean caseSensitive = args.truth(1, "case_sensitive");
    Object attribute = args.get(2, "attribute", null);
    Comparator<Object> order = (a, b) -> compare(a, b, caseSensitive, args);
    if (attribute != null) {
      String path = Escaping.plain(attribute);
      order = Comparator.comparing(element -> member(element, path, args), order);
    }
    List<Object> sorted = elements(value);
    sorted.sort(args.truth(0, "reverse") ? Collections.reverseOrder(order) : order);
    return sorted;
  }

  private static int compare(Object a, Object b, boolean caseSensitive, OwnFilter.Arguments args) {
    if (a instanceof Number && b instanceof Number) {
      return Conversions.decimal(a).compareTo(Conversions.decimal(b));
    } else if (a instanceof String first && b instanceof String second) {
      return caseSensitive ? first.compareTo(second) : first.compareToIgnoreCase(second);
    } else if (a instanceof Undefined undefined) {
      throw undefined.complaint();
    } else if (b instanceof Undefined undefined) {
      throw undefined.complaint();
    }
    throw args.rendering().failure("sort: only numbers or only texts can be put in order");
  }
}
