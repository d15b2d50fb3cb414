package incoming.jinjava;

import com.hubspot.jinjava.el.ext.NamedParameter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls filters and tests: what goes in and what comes out is within the {@link Limits}. */
final class Calls {
  private final Rendering rendering;

  Calls(Rendering rendering) {
    this.rendering = rendering;
  }

  /** The result of {@code filter}, whose value and arguments are {@code parameters}. */
  Object filter(Filter filter, Object[] parameters) {
    rendering.step();
    boolean strict = !(filter instanceof OwnFilter own && own.takesUndefined());
    List<Object> positional = new ArrayList<>(parameters.length);
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object parameter : parameters) {
      if (parameter == rendering) {
        continue; // jinjava hands the interpreter over as the second parameter
      }
      Object value = parameter instanceof NamedParameter given ? given.getValue() : parameter;
      if (value instanceof Undefined undefined && strict) {
        throw undefined.complaint();
      }
      Limits.check(value);
      if (parameter instanceof NamedParameter given) {
        named.put(given.getName(), value);
      } else {
        positional.add(value);
      }
    }
    Object value = positional.remove(0);
    Object result = Lists.plain(filter.filter(value, rendering, positional.toArray(), named));
    Limits.check(result);
    return result;
  }

  /** The answer of {@code test}; its value, the interpreter and its arguments are given. */
  boolean test(ExpTest test, Object[] parameters) {
    rendering.step();
    Object value = parameters[0];
    if (value instanceof Undefined undefined && !Tests.TAKE_UNDEFINED.contains(test.getName())) {
      throw undefined.complaint();
    }
    Limits.check(value);
    Object[] arguments = Arrays.copyOfRange(parameters, 2, parameters.length);
    for (Object argument : arguments) {
      Limits.check(argument);
    }
    return test.evaluate(value, rendering, arguments);
  }
}
