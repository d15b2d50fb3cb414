package incoming.jinjava;

import java.util.Collection;
import java.util.Map;
import jinjava.de.odysseus.el.misc.TypeConverter;
import jinjava.de.odysseus.el.tree.impl.Parser.ExtensionHandler;
import jinjava.de.odysseus.el.tree.impl.Parser.ExtensionPoint;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;

/**
 * {@code in} and {@code not in}: part of a text, name of a member, or {@linkplain Equality equal}
 * to an element. jinjava's takes the first element's type for that of all.
 */
final class Membership extends AstBinary.SimpleOperator {
  private final boolean answer;

  private Membership(boolean answer) {
    this.answer = answer;
  }

  /** What makes the parser use this operator; {@code answer} is false for {@code not in}. */
  static ExtensionHandler handler(boolean answer) {
    Membership operator = new Membership(answer);
    return new ExtensionHandler(ExtensionPoint.CMP) {
      @Override
      public AstNode createAstNode(AstNode... children) {
        return new AstBinary(children[0], children[1], operator);
      }
    };
  }

  @Override
  protected Object apply(TypeConverter converter, Object member, Object container) {
    return contains(container, member) == answer;
  }

  private static boolean contains(Object container, Object member) {
    if (member instanceof Undefined undefined) {
      throw undefined.complaint();
    } else if (container instanceof Map<?, ?> map) {
      return map.containsKey(Escaping.plain(member));
    } else if (container instanceof CharSequence text) {
      return text.toString().contains(Escaping.plain(member));
    }
    return container instanceof Collection<?> elements
        && elements.stream().anyMatch(element -> Equality.equal(element, member));
  }

  @Override
  public String toString() {
    return answer ? "in" : "not in";
  }
}
