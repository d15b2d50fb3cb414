package incoming.jinjava;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * jinjava as this product runs it: Python's rules where jinjava's own history differs, and a global
 * context without its functions. What templates may use of its tags, filters, tests and functions
 * is said by {@link TemplateReader}, {@link Filters}, {@link Tests} and {@link Functions}. Never
 * changed after it was built; shared by all.
 */
final class Jinja {
  static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          .withMaxOutputSize(Limits.TEXT)
          .withNestedInterpretationEnabled(false)
          .withLegacyOverrides(
              LegacyOverrides.newBuilder()
                  .withEvaluateMapKeys(true)
                  .withIterateOverMapKeys(true)
                  .withUseNaturalOperatorPrecedence(true)
                  .withParseWhitespaceControlStrictly(true)
                  .withUseTrimmingForNotesAndExpressions(true)
                  .withHandleBackslashInQuotesOnly(true)
                  .build())
          .withProcessors(
              JinjavaProcessors.newBuilder()
                  .withNodePreProcessor((node, interpreter) -> ((Rendering) interpreter).step(node))
                  .build())
          .build();

  static final Jinjava ENGINE = new Engine();

  private Jinja() {}

  private static final class Engine extends Jinjava {
    private final Context globals = globals();

    Engine() {
      super(CONFIG);
    }

    @Override
    public Context getGlobalContext() {
      return globals;
    }

    private static Context globals() {
      Set<String> functions =
          new Context()
              .getAllFunctions().stream()
                  .map(ELFunctionDefinition::getName)
                  .collect(Collectors.toSet());
      Context globals = new Context(null, null, Map.of(Library.FUNCTION, functions));
      Tests.BY_NAME.values().forEach(globals::registerExpTest);
      // Looked up by every rendering, and put into the map by the first one if it is not there.
      globals.getGlobalMacros();
      return globals;
    }
  }
}
