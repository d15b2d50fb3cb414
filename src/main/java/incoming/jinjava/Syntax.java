package incoming.jinjava;

import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.ext.CollectionMembershipOperator;
import com.hubspot.jinjava.el.ext.CollectionNonMembershipOperator;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import java.io.Serial;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;

/**
 * jinjava's expression syntax, with {@link Equality} and {@link Membership} for its own operators.
 */
final class Syntax extends ExtendedSyntaxBuilder {
  @Serial private static final long serialVersionUID = 1L;

  Syntax() {
    super(Feature.METHOD_INVOCATIONS, Feature.VARARGS);
  }

  @Override
  protected Parser createParser(String expression) {
    return new ExtendedParser(this, expression) {
      {
        putExtensionHandler(CollectionMembershipOperator.TOKEN, Membership.handler(true));
        putExtensionHandler(CollectionNonMembershipOperator.TOKEN, Membership.handler(false));
      }

      @Override
      protected AstBinary createAstBinary(AstNode left, AstNode right, AstBinary.Operator given) {
        AstBinary.Operator operator = given;
        if (given == AstBinary.EQ) {
          operator = Equality.EQUAL;
        } else if (given == AstBinary.NE) {
          operator = Equality.UNEQUAL;
        }
        return super.createAstBinary(left, right, operator);
      }
    };
  }
}
