package incoming.jinjava;

import com.hubspot.jinjava.el.ext.NamedParameter;
import com.hubspot.jinjava.objects.Namespace;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions that a template may call. */
final class Functions {
  static final Map<String, Method> BY_NAME =
      Map.of("range", method("range"), "namespace", method("namespace"));

  private Functions() {}

  /** Numbers as Python's {@code range(stop)} and {@code range(start, stop, step)} give them. */
  static List<Object> range(Object... bounds) {
    if (bounds.length < 1 || bounds.length > 3) {
      throw Rendering.current().failure("range takes one to three numbers");
    }
    long start = bounds.length == 1 ? 0 : whole(bounds[0]);
    long stop = whole(bounds.length == 1 ? bounds[0] : bounds[1]);
    long step = bounds.length == 3 ? whole(bounds[2]) : 1;
    if (step == 0) {
      throw Rendering.current().failure("the step of range must not be 0");
    }
    List<Object> numbers = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      if (numbers.size() == Limits.RANGE) {
        throw Rendering.current().failure("range gives at most " + Limits.RANGE + " numbers");
      }
      numbers.add(i);
    }
    return numbers;
  }

  /** An object whose members a {@code set} inside a loop may change. */
  static Namespace namespace(Object... members) {
    Namespace namespace = new Namespace();
    for (Object member : members) {
      if (!(member instanceof NamedParameter named)) {
        throw Rendering.current().failure("namespace takes named values: namespace(count=0)");
      }
      namespace.put(named.getName(), named.getValue());
    }
    return namespace;
  }

  private static long whole(Object bound) {
    return Conversions.INSTANCE.convert(bound, Integer.class).longValue();
  }

  private static Method method(String name) {
    try {
      Method method = Functions.class.getDeclaredMethod(name, Object[].class);
      method.setAccessible(true); // the expression language, in its own package, calls it
      return method;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
