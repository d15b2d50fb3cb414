package incoming.jinjava;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.exptest.ExpTestLibrary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests that follow {@code is}: jinjava's, but for those that tell undefined from null or that
 * would fail for the type of a value.
 */
final class Tests {
  /** The tests that may ask about a name that is not there. */
  static final Set<String> TAKE_UNDEFINED = Set.of("defined", "undefined", "none");

  static final Map<String, ExpTest> BY_NAME = byName();

  private Tests() {}

  static Iterable<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  private static Map<String, ExpTest> byName() {
    Map<String, ExpTest> all = new HashMap<>();
    new ExpTestLibrary(true, Set.of()).entries().forEach(test -> all.put(test.getName(), test));
    all.put("defined", new Defined("defined", true));
    all.put("undefined", new Defined("undefined", false));
    for (String name : Set.of("equalto", "eq", "==")) {
      all.put(name, new Equal(name, true));
    }
    for (String name : Set.of("ne", "!=")) {
      all.put(name, new Equal(name, false));
    }
    return Map.copyOf(all);
  }

  private record Equal(String getName, boolean answer) implements ExpTest {
    @Override
    public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
      if (arguments.length != 1) {
        throw Rendering.current().failure("'is " + getName + "' takes one value");
      }
      return Equality.equal(value, arguments[0]) == answer;
    }
  }

  private record Defined(String getName, boolean answer) implements ExpTest {
    @Override
    public boolean evaluate(Object value, JinjavaInterpreter interpreter, Object... arguments) {
      return value instanceof Undefined != answer;
    }
  }
}
