package incoming.filter;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Predicate;
import com.jayway.jsonpath.internal.filter.Evaluator;
import com.jayway.jsonpath.internal.filter.EvaluatorFactory;
import com.jayway.jsonpath.internal.filter.RelationalOperator;
import com.jayway.jsonpath.internal.filter.ValueNode;
import com.jayway.jsonpath.internal.filter.ValueNodes.ValueListNode;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * JSONPath as filters have it: Jayway's, with regular expressions of {@link Regex} behind {@code
 * =~}.
 *
 * <p>A text, a number or a boolean can match, and a list when one of its first elements does, which
 * together have as many characters as one text may have. What is null or not there matches nothing.
 */
public final class JsonPaths {
  private JsonPaths() {}

  /**
   * Lets every JSONPath of this process compare by {@link Regex}; to be called before the first one
   * is evaluated.
   *
   * @throws IllegalStateException when this Jayway is built otherwise than the one we know
   */
  @SuppressWarnings("unchecked") // of a field without generics at run time
  public static void install() {
    try {
      // There is no other way in: Jayway has the table of its operators for itself.
      Field table = EvaluatorFactory.class.getDeclaredField("evaluators");
      table.setAccessible(true);
      Map<RelationalOperator, Evaluator> evaluators =
          (Map<RelationalOperator, Evaluator>) table.get(null);
      if (evaluators.replace(RelationalOperator.REGEX, new Matching()) == null) {
        throw new IllegalStateException("this version of JsonPath compares otherwise");
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of JsonPath compares otherwise", e);
    }
  }

  /**
   * Refuses what could not be evaluated.
   *
   * @throws IllegalArgumentException in words for whoever wrote {@code path}
   */
  public static void check(String path) {
    try {
      JsonPath.compile(path);
    } catch (RuntimeException e) {
      // Jayway fails in many ways over what is no path.
      throw new IllegalArgumentException(
          e.getMessage() == null ? "is no JSONPath" : e.getMessage().lines().findFirst().orElse(""),
          e);
    }
    RegexLiteral.all(path).forEach(RegexLiteral::regex);
  }

  /** The operator {@code =~}. */
  private static final class Matching implements Evaluator {
    /** By the literal's own node, which lives as long as the path that it is in. */
    private final LoadingCache<ValueNode, Regex> regexes =
        Caffeine.newBuilder().weakKeys().build(node -> RegexLiteral.of(node.toString()).regex());

    @Override
    public boolean evaluate(ValueNode left, ValueNode right, Predicate.PredicateContext context) {
      if (left.isPatternNode() == right.isPatternNode()) {
        return false;
      }
      Regex regex = regexes.get(left.isPatternNode() ? left : right);
      ValueNode value = left.isPatternNode() ? right : left;
      if (value.isJsonNode() && value.asJsonNode().isArray(context)) {
        value = value.asJsonNode().asValueListNode(context);
      }
      return value.isValueListNode()
          ? matchesAny(regex, value.asValueListNode())
          : isText(value) && regex.matches(text(value));
    }

    private static boolean matchesAny(Regex regex, ValueListNode list) {
      int left = Regex.LONGEST_TEXT;
      for (ValueNode one : list) {
        if (isText(one)) {
          String text = text(one);
          left -= text.length();
          if (left < 0) {
            return false;
          } else if (regex.matches(text)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean isText(ValueNode value) {
      return value.isStringNode() || value.isNumberNode() || value.isBooleanNode();
    }

    private static String text(ValueNode value) {
      return value.isBooleanNode()
          ? value.asBooleanNode().toString()
          : value.asStringNode().getString();
    }
  }
}
