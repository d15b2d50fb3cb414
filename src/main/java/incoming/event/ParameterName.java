package incoming.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The flat name of a parameter: the part of the event, then members and indexes.
 *
 * <p>{@code body.products[0].name}, {@code body["og:url"]}, {@code headers["x-request-id"]}, {@code
 * eventId}. The {@linkplain #toString() canonical text} is what a template writes behind {@code
 * request.} (names with control characters aside, which no template can write). Names are equal
 * when their canonical texts are. A name may also lead to an object or array as a whole. Immutable.
 */
public final class ParameterName {
  /** What {@link #find} answers where there is nothing; JSON {@code null} is {@code null}. */
  public static final Object MISSING =
      new Object() {
        @Override
        public String toString() {
          return "MISSING";
        }
      };

  private final String root;
  private final List<Object> steps;
  private final String text;

  /** A name of {@code steps} below {@code root}: a {@code String} for a member, or an Integer. */
  ParameterName(String root, List<Object> steps) {
    this.root = root;
    this.steps = List.copyOf(steps);
    StringBuilder name = new StringBuilder(root);
    for (Object step : steps) {
      if (step instanceof Integer index) {
        FlatName.append(name, index);
      } else {
        FlatName.append(name, (String) step);
      }
    }
    this.text = name.toString();
  }

  /**
   * The name that a person typed. Beside the canonical text it may have a dotted index ({@code
   * body.products.0.name}), single quotation marks, header names in any case and {@code request.}
   * in front.
   *
   * @throws IllegalArgumentException says at which character it is wrong, and what would be right
   */
  public static ParameterName parse(String text) {
    NameReader reader = new NameReader(text);
    ParameterName name = reader.name();
    reader.end();
    return name;
  }

  /**
   * The names in a list such as {@code body.id, headers["x,y"]}: at least one, in the order typed.
   *
   * @throws IllegalArgumentException says at which character it is wrong, and what would be right
   */
  public static List<ParameterName> list(String text) {
    NameReader reader = new NameReader(text);
    List<ParameterName> names = new ArrayList<>();
    do {
      names.add(reader.name());
    } while (reader.comma());
    reader.end();
    return names;
  }

  /** The value in {@code event} under this name, {@code null} for null, or {@link #MISSING}. */
  public Object find(Event event) {
    Object value = event.part(root);
    for (Object step : steps) {
      value = step instanceof Integer index ? element(value, index) : member(value, step);
    }
    return value;
  }

  String root() {
    return root;
  }

  List<Object> steps() {
    return steps;
  }

  static Object member(Object value, Object name) {
    if (!(value instanceof Map<?, ?> map)) {
      return MISSING;
    }
    Object member = map.get(name);
    return member != null || map.containsKey(name) ? member : MISSING;
  }

  static Object element(Object value, int index) {
    return value instanceof List<?> list && index < list.size() ? list.get(index) : MISSING;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterName name && text.equals(name.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return text;
  }
}
