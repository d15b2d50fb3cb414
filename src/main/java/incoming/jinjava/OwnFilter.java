package incoming.jinjava;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import java.util.Map;

/** A filter that is written here, because jinjava's of that name is unbounded or inexact. */
record OwnFilter(String name, boolean takesUndefined, Body body) implements AdvancedFilter {
  /** What a filter does with a value. */
  @FunctionalInterface
  interface Body {
    Object apply(Object value, Arguments arguments);
  }

  OwnFilter(String name, Body body) {
    this(name, false, body);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Object filter(
      Object value, JinjavaInterpreter interpreter, Object[] args, Map<String, Object> kwargs) {
    return body.apply(value, new Arguments(name, (Rendering) interpreter, args, kwargs));
  }

  /** The arguments of one use, by position or by name as in jinja2. */
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Arguments(
      String filter, Rendering rendering, Object[] positional, Map<String, Object> named) {
    /** The argument {@code name}, which may also stand at {@code position}. */
    Object get(int position, String name, Object fallback) {
      Object given = position < positional.length ? positional[position] : named.get(name);
      return given == null ? fallback : given;
    }

    String text(int position, String name, String fallback) {
      return Escaping.plain(get(position, name, fallback));
    }

    boolean truth(int position, String name) {
      return Conversions.INSTANCE.convert(get(position, name, false), Boolean.class);
    }

    String required(int position, String name) {
      Object given = get(position, name, null);
      if (given == null) {
        throw rendering.failure("the filter '" + filter + "' needs the argument '" + name + "'");
      }
      return Escaping.plain(given);
    }
  }
}
