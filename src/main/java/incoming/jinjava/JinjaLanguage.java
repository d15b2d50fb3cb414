package incoming.jinjava;

import incoming.event.Event;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.ResourceHelper;

/**
 * The {@code jinja} language: {@code language: {language: jinja, expression: ...}}.
 *
 * <p>The expression is {@code resource:} and a template's file, relative to the folder of the
 * {@code jinjava} component, or the template itself. With a scheme ({@code resource:file:}) Camel
 * reads the file before this language sees it: from anywhere, and as if it stood in the route. A
 * template in the route whose text begins with a brace, a bracket or a quotation mark is JSON and
 * escapes its values as JSON; any other is text and escapes nothing. Read when the route is built;
 * a broken template keeps it from being built.
 */
@Language("jinja")
public class JinjaLanguage extends LanguageSupport {
  @Override
  public Expression createExpression(String expression) {
    Templates templates =
        getCamelContext().getComponent("jinjava", JinjavaComponent.class).templates();
    Template template =
        expression.startsWith(ResourceHelper.RESOURCE)
            ? templates.file(expression.substring(ResourceHelper.RESOURCE.length()))
            : templates.inline(expression);
    return new Rendered(template, expression);
  }

  @Override
  public Predicate createPredicate(String expression) {
    return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
  }

  private static final class Rendered extends ExpressionAdapter {
    private final Template template;
    private final String text;

    Rendered(Template template, String text) {
      this.template = template;
      this.text = text;
    }

    @Override
    public Object evaluate(Exchange exchange) {
      return template.render(Event.of(exchange));
    }

    @Override
    public String toString() {
      return "jinja(" + text + ")";
    }
  }
}
