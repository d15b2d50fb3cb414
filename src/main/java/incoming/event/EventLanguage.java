package incoming.event;

import incoming.http.Problem;
import incoming.http.ProblemException;
import incoming.http.RouteName;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.TypedLanguageSupport;

/**
 * The Camel language {@code event}: a line of text with parameters of the event in it.
 *
 * <p>{@code order {body.order.id}} evaluates to a {@code String} that fits into a header: see
 * {@link ParameterText} for how it is written. A parameter that is missing, null, an object or an
 * array, one with a control character (a line break would begin a header of its own), and a text
 * beyond 8,192 characters are a {@link ProblemException} with 422, which is not worth a retry. A
 * text that is wrong is an {@link IllegalArgumentException} while the route is built, so that the
 * route does not load. Thread-safe.
 */
public final class EventLanguage extends TypedLanguageSupport {
  private static final int MAX_LENGTH = 8192;

  @Override
  public Expression createExpression(String expression) {
    String text = loadResource(expression);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalArgumentException(
            "\"%s\", character %d: a line break or another control character; write the text on one line"
                .formatted(text, i + 1));
      }
    }
    return new EventExpression(ParameterText.parse(text));
  }

  @Override
  public Predicate createPredicate(String expression) {
    throw new IllegalArgumentException("'event' gives a text; it cannot be used as a condition");
  }

  private static final class EventExpression extends ExpressionAdapter {
    private final ParameterText text;

    EventExpression(ParameterText text) {
      this.text = text;
    }

    @Override
    public Object evaluate(Exchange exchange) {
      StringBuilder out = new StringBuilder();
      Optional<String> problem =
          text.write(
                  Event.of(exchange),
                  out,
                  (literal, to) -> to.append(literal),
                  (value, to) -> to.append(value))
              .or(() -> unfit(out));
      if (problem.isPresent()) {
        throw refusal(exchange, "the text '" + text + "' " + problem.get());
      }
      return out.toString();
    }

    private static Optional<String> unfit(CharSequence written) {
      if (written.length() > MAX_LENGTH) {
        return Optional.of("is longer than " + MAX_LENGTH + " characters");
      }
      return written.chars().anyMatch(Character::isISOControl)
          ? Optional.of("has a line break or another control character")
          : Optional.empty();
    }

    private static ProblemException refusal(Exchange exchange, String detail) {
      return new ProblemException(
          Problem.of(422, "parameter-unfit", "A value of the event does not fit", detail),
          "integration '" + RouteName.of(exchange) + "': " + detail);
    }

    @Override
    public String toString() {
      return "event[" + text + "]";
    }
  }
}
