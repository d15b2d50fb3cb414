package incoming.jinjava;

import com.hubspot.jinjava.el.ext.AbstractCallableMethod;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jinjava.de.odysseus.el.tree.FunctionNode;
import jinjava.de.odysseus.el.tree.IdentifierNode;
import jinjava.de.odysseus.el.tree.Tree;
import jinjava.de.odysseus.el.tree.TreeBuilderException;
import jinjava.javax.el.FunctionMapper;

/**
 * The expressions of one template by their text, parsed once.
 *
 * <p>Read while the template loads, so that a broken expression, an unknown filter or an unknown
 * function stops the route and not the first request. Thread-safe.
 */
final class Expressions {
  private static final Syntax SYNTAX = new Syntax();

  /**
   * The parser looks ahead from every bracket, which takes hours where they nest by the thousand.
   */
  private static final int LONGEST = 4_096;

  private static final int DEEPEST = 64;

  private final Map<String, Expression> byText = new ConcurrentHashMap<>();

  /** Functions that are called but not built in, each with its first call. */
  private final Map<String, Call> macrosCalled = new LinkedHashMap<>();

  private record Call(String file, int line) {}

  /** The expression of {@code text}; {@code null} when the template does not have it. */
  Expression get(String text) {
    return byText.get(text);
  }

  /** Parses {@code text}, which stands in {@code file} at {@code line}. */
  Expression read(String text, String file, int line) {
    Expression known = byText.get(text);
    if (known == null) {
      known = parse(text, file, line);
      byText.put(text, known);
    }
    return known;
  }

  /** Fails when a function is called that is neither built in nor one of {@code macros}. */
  void checkCalls(Set<String> macros) {
    macrosCalled.forEach(
        (name, call) -> {
          if (!macros.contains(name)) {
            throw new TemplateException(
                call.file(), call.line(), "there is no function or macro '" + name + "'");
          }
        });
  }

  private Expression parse(String text, String file, int line) {
    if (text.isBlank()) {
      throw new TemplateException(file, line, "an expression is missing");
    }
    if (text.length() > LONGEST || depth(text) > DEEPEST) {
      throw new TemplateException(
          file,
          line,
          "an expression is longer than "
              + LONGEST
              + " characters or nested deeper than "
              + DEEPEST
              + " brackets");
    }
    if (text.contains(ExtendedParser.INTERPRETER)) {
      throw new TemplateException(
          file, line, "the name " + ExtendedParser.INTERPRETER + " is reserved");
    }
    try {
      Tree tree = SYNTAX.build("#{" + text.strip() + "}");
      for (IdentifierNode name : tree.getIdentifierNodes()) {
        checkName(name.getName(), file, line);
      }
      for (FunctionNode call : tree.getFunctionNodes()) {
        if (!Functions.BY_NAME.containsKey(call.getName())) {
          macrosCalled.putIfAbsent(call.getName(), new Call(file, line));
        }
      }
      return new Expression(
          text, tree.getRoot(), tree.bind(new Calls(), null, Conversions.INSTANCE));
    } catch (TreeBuilderException e) {
      throw new TemplateException(
          file, line, "cannot read {{ " + text.strip() + " }}: " + reason(e));
    }
  }

  private static int depth(String text) {
    int open = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      deepest = Math.max(deepest, open);
    }
    return deepest;
  }

  private static void checkName(String name, String file, int line) {
    if (name.startsWith(ExtendedParser.FILTER_PREFIX)) {
      String filter = name.substring(ExtendedParser.FILTER_PREFIX.length());
      if (!Filters.BY_NAME.containsKey(filter)) {
        throw new TemplateException(
            file,
            line,
            "there is no filter '" + filter + "'; there are " + String.join(", ", Filters.names()));
      }
    } else if (name.startsWith(ExtendedParser.EXPTEST_PREFIX)) {
      String test = name.substring(ExtendedParser.EXPTEST_PREFIX.length());
      if (!Tests.BY_NAME.containsKey(test)) {
        throw new TemplateException(
            file,
            line,
            "there is no test 'is " + test + "'; there are " + String.join(", ", Tests.names()));
      }
    }
  }

  private static String reason(TreeBuilderException e) {
    return "expected "
        + e.getExpected()
        + ", found "
        + e.getEncountered()
        + (e.getEncountered().equals("'+'") ? " (write a blank after the plus sign)" : "");
  }

  private static final class Calls extends FunctionMapper {
    @Override
    public Method resolveFunction(String prefix, String name) {
      String full = prefix.isEmpty() ? name : prefix + ":" + name;
      return Functions.BY_NAME.getOrDefault(full, AbstractCallableMethod.EVAL_METHOD);
    }
  }
}
