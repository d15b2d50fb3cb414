package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.ProblemException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLanguageTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Language language = camel.resolveLanguage("event");

  @Test
  void camelFindsItUnderItsName() {
    assertThat(language).isInstanceOf(EventLanguage.class);
  }

  @Test
  void parametersAreReplaced() {
    assertThat(evaluate("order {body.id} of {headers[\"x-shop\"]}", "A/1 ë"))
        .isEqualTo("order A/1 ë of s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "\u0085"})
  void controlCharacterOfValueIsRefused(String value) {
    assertThatThrownBy(() -> evaluate("order {body.id}", value))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(422);
              assertThat(e.problem().retry()).isFalse();
              assertThat(e.problem().detail())
                  .isEqualTo(
                      "the text 'order {body.id}' has a line break or another control character");
            });
  }

  @Test
  void missingParameterIsRefused() {
    assertThatThrownBy(() -> evaluate("{body.none}", "x"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "integration 'null': the text '{body.none}' needs body.none, which the event does not"
                + " have");
  }

  @Test
  void tooLongTextIsRefused() {
    assertThatThrownBy(() -> evaluate("{body.id}", "x".repeat(8193)))
        .hasMessageContaining("is longer than 8192 characters");
    assertThat(evaluate("{body.id}", "x".repeat(8192))).asString().hasSize(8192);
  }

  @Test
  void lineBreakInTheTextItselfKeepsTheRouteFromLoading() {
    assertThatThrownBy(() -> language.createExpression("order {body.id}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(", character 16: a line break");
  }

  @Test
  void wrongTextKeepsTheRouteFromLoading() {
    assertThatThrownBy(() -> language.createExpression("order {bod.id}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(", character 8: ");
  }

  @Test
  void isNoCondition() {
    assertThatThrownBy(() -> language.createPredicate("{body.id}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Object evaluate(String text, String id) {
    Expression expression = language.createExpression(text);
    expression.init(camel);
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(
        Event.PROPERTY,
        new Event("e", "i", null, 0, "POST", Map.of("x-shop", "s"), Map.of(), Map.of("id", id)));
    return expression.evaluate(exchange, Object.class);
  }
}
