package incoming.jinjava;

import jinjava.de.odysseus.el.misc.BooleanOperations;
import jinjava.de.odysseus.el.misc.TypeConverter;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.javax.el.ELException;

/**
 * {@code ==} and {@code !=} as jinjava has them, but never an error because of a value's type.
 *
 * <p>jinjava turns the text into the number's type first and fails where it is none; a sender
 * decides which of the two a member is.
 */
final class Equality {
  static final AstBinary.Operator EQUAL = new Operator(true);
  static final AstBinary.Operator UNEQUAL = new Operator(false);

  private Equality() {}

  static boolean equal(Object a, Object b) {
    try {
      return BooleanOperations.eq(Conversions.INSTANCE, a, b);
    } catch (ELException e) {
      return false; // the two have no type in common
    }
  }

  private static final class Operator extends AstBinary.SimpleOperator {
    private final boolean answer;

    Operator(boolean answer) {
      this.answer = answer;
    }

    @Override
    protected Object apply(TypeConverter converter, Object a, Object b) {
      return equal(a, b) == answer;
    }

    @Override
    public String toString() {
      return answer ? "==" : "!=";
    }
  }
}
