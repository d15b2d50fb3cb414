package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import incoming.event.Event;
import incoming.event.Events;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HashLanguageTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void start() {
    context.start();
    log.start();
    ((Logger) LoggerFactory.getLogger(HashLanguage.class)).addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(HashLanguage.class)).detachAppender(log);
    context.stop();
  }

  @Test
  void camelFindsTheLanguageByItsName() {
    assertThat(context.resolveLanguage("hash")).isInstanceOf(HashLanguage.class);
    assertThat(context.resolveLanguage("hash")).isSameAs(context.resolveLanguage("hash"));
  }

  @Test
  void evaluatesToTheKeyOfTheEvent() {
    Event event = Events.of(Map.of("a", "x"));
    assertThat(expression("body.a").evaluate(exchange(event), String.class))
        .isEqualTo(DeduplicationHash.over("body.a").key(event));
  }

  @Test
  void routeWithAWrongExpressionDoesNotLoad() {
    assertThatThrownBy(() -> load("body.a, body.b-c"))
        .hasStackTraceContaining("character 15: unexpected '-'");
    assertThat(context.getRoutes()).isEmpty();
  }

  @Test
  void routeFileMayUseTheLanguage() throws Exception {
    load("body.a, headers[\"x-id\"]");
    assertThat(context.getRoute("cart")).isNotNull();
  }

  @Test
  void withoutFlattenBeforeItTheFailureSaysSo() {
    Exchange exchange = new DefaultExchange(context);
    assertThatThrownBy(() -> expression("body.a").evaluate(exchange, String.class))
        .hasMessageContaining("incoming:flatten");
  }

  @Test
  void isNoCondition() {
    assertThatThrownBy(() -> context.resolveLanguage("hash").createPredicate("body.a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestsWithNoneOfTheParametersAreCountedAndLoggedMoreAndMoreRarely() {
    Expression expression = expression("body.a");
    Exchange exchange = exchange(Events.of(Map.of("b", "a value")));
    for (int i = 0; i < 150; i++) {
      assertThat(expression.evaluate(exchange, String.class)).isEqualTo(HashKey.NONE);
    }
    expression.evaluate(exchange(Events.of(Map.of("a", 1L))), String.class);
    HashLanguage language = (HashLanguage) context.resolveLanguage("hash");
    assertThat(language.withoutParameters()).isEqualTo(150);
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("'body.a'").doesNotContain("a value"))
        .anySatisfy(line -> assertThat(line).startsWith("100 requests"));
  }

  private Expression expression(String text) {
    Expression expression = context.resolveLanguage("hash").createExpression(text);
    expression.init(context);
    return expression;
  }

  private Exchange exchange(Event event) {
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(Event.PROPERTY, event);
    return exchange;
  }

  private void load(String expression) throws Exception {
    String yaml =
        """
        - route:
            id: cart
            from:
              uri: file:target/none?noop=true&initialDelay=3600000
              steps:
                - idempotentConsumer:
                    idempotentRepository: deduplication
                    expression:
                      language:
                        language: hash
                        expression: '%s'
                    steps:
                      - to: log:accepted
        """
            .formatted(expression);
    context
        .getRegistry()
        .bind(
            "deduplication",
            org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
                .memoryIdempotentRepository());
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("cart.camel.yaml", yaml));
  }
}
