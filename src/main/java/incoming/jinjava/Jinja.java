package incoming.jinjava;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.lib.tag.EndTag;
import com.hubspot.jinjava.lib.tag.Tag;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * jinjava as this product runs it: Python's rules where jinjava's own history differs, and a global
 * context that holds only what templates may use. Never changed after it was built; shared by all.
 */
final class Jinja {
  private static final Set<String> TAGS =
      Set.of("if", "elif", "else", "for", "set", "macro", "raw", "include");

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
      Context everything = new Context();
      Set<String> tags =
          everything.getAllTags().stream()
              .filter(tag -> !(tag instanceof EndTag))
              .map(Tag::getName)
              .filter(name -> !TAGS.contains(name))
              .collect(Collectors.toSet());
      Set<String> functions =
          everything.getAllFunctions().stream()
              .map(ELFunctionDefinition::getName)
              .collect(Collectors.toSet());
      Context globals =
          new Context(null, null, Map.of(Library.TAG, tags, Library.FUNCTION, functions));
      Tests.BY_NAME.values().forEach(globals::registerExpTest);
      // Looked up by every rendering, and put into the map by the first one if it is not there.
      globals.getGlobalMacros();
      return globals;
    }
  }
}
