package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final String HASH =
      "idempotentConsumer: {idempotentRepository: deduplication, expression: {language: {language:"
          + " hash, expression: body.id}}, steps: [";

  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void properties() {
    Properties properties = new Properties();
    properties.setProperty("name", "partner");
    properties.setProperty("target", "https://crm.example.com");
    properties.setProperty("folder", "file:/tmp");
    camel.getPropertiesComponent().setInitialProperties(properties);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static String text(String uri, String... steps) {
    return """
    - route:
        id: orders
        from:
          uri: %s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - %s
    - route:
        id: orders-delivery
        from:
          uri: incoming:deliveries/orders
          steps:
            - to: jinjava:orders.json.j2
            - to: https://crm.example.com?httpMethod=POST
    """
        .formatted(uri, String.join("\n        - ", steps));
  }

  private Plan plan(String... steps) throws Refusal {
    return read(text("platform-http:/in/a", steps));
  }

  private Plan read(String text) throws Refusal {
    return Plan.of(camel, RouteText.read(camel, new Candidate("orders", text, Map.of())));
  }

  private static List<String> names(List<ProcessorDefinition<?>> steps) {
    return steps.stream().map(ProcessorDefinition::getShortName).toList();
  }

  @Test
  void canonicalIntegrationIsUnderstood() throws Refusal {
    Plan plan =
        plan(
            "to: 'incoming:api-key?key={{name}}'",
            "to: {uri: 'incoming:rate-limit', parameters: {perSecond: 5}}",
            "to: incoming:flatten",
            "filter: {jsonpath: '$[?(@.body.a)]', steps: [{"
                + HASH
                + "{to: 'incoming:accept'}]}}]}");

    assertThat(plan.head().path()).isEqualTo("/in/a");
    assertThat(plan.head().steps())
        .containsExactly("incoming:api-key?key=partner", "incoming:rate-limit?perSecond=5");
    assertThat(plan.filters())
        .extracting(ExpressionDefinition::getExpression)
        .containsExactly("$[?(@.body.a)]");
    assertThat(plan.hash().orElseThrow().getExpression()).isEqualTo("body.id");
    assertThat(plan.queued()).isTrue();
    assertThat(names(plan.delivery())).containsExactly("to", "to");
  }

  @Test
  void deliveryWithoutTheQueueIsUnderstood() throws Refusal {
    Plan plan =
        plan(
            "to: incoming:flatten",
            "setHeader: {name: X-A, expression: {constant: {expression: b}}}",
            "log: x",
            "to: jinjava:orders.json.j2",
            "to: https://crm.example.com");

    assertThat(plan.queued()).isFalse();
    assertThat(names(plan.delivery())).containsExactly("setHeader", "log", "to", "to");
  }

  @Test
  void addressMayBeAPlaceholder() throws Refusal {
    assertThat(names(plan("to: incoming:flatten", "to: '{{target}}'").delivery()))
        .containsExactly("to");
    assertThatThrownBy(() -> plan("to: incoming:flatten", "to: '{{folder}}'"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'to'");
  }

  @Test
  void formerPathIsThatOfWhatIsPublished() throws Refusal {
    String text = text("platform-http:/in/a", "to: incoming:flatten");
    Plan plan =
        read(
            text.replace(
                "{httpMethodRestrict: POST,",
                "{formerPath: /in/b, maxBodySize: 1KiB, formerUntil: '2026-01-01T00:00:00Z',"));

    assertThat(plan.head().from()).contains("maxBodySize=1KiB").doesNotContain("former");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "to: incoming:api-key?key=a | no 'to: incoming:flatten'",
        "to: https://a.example.com | 'to' stands before",
        "log: x | 'log' stands before",
        "to: incoming:accept | 'to: incoming:accept' stands before"
      })
  void headThatIsAnythingElseIsRefused(String step, String reason) {
    assertThatThrownBy(() -> plan(step)).isInstanceOf(Refusal.class).hasMessageContaining(reason);
  }

  @Test
  void headWithAPlaceholderThatStandsForNothingIsRefused() {
    assertThatThrownBy(() -> plan("to: incoming:api-key?key={{nowhere}}", "to: incoming:flatten"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nowhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "wireTap: {uri: 'direct:a'} | 'wireTap'",
        "to: file:/tmp | 'to'",
        "toD: 'https://${body}' | 'toD'",
        "setBody: {simple: '${bean:x}'} | 'setBody'",
        "script: {groovy: 'x'} | 'script'",
        "setHeader: {name: a, simple: '${bean:x}'} | 'simple'",
        "setHeader: {name: a, groovy: 'x'} | 'groovy'",
        "filter: {simple: '${bean:x}', steps: [{to: 'incoming:accept'}]} | 'simple'",
        "filter: {jsonpath: '$.a[?(@.b == ${bean:x})]', steps: [{to: 'incoming:accept'}]} | ${...}"
      })
  void stepThatCouldActIsRefused(String step, String reason) {
    assertThatThrownBy(() -> plan("to: incoming:flatten", step))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- beans: [{name: a, type: java.lang.Object}] | another item",
        "{} | no list",
        "'- route: [' | not YAML",
        "- route: {id: a, from: {uri: 'timer:a', steps: [{log: x}]}} | platform-http",
        "- route: {id: a, fromm: {}} | fromm",
        "- &a [*a] | another item"
      })
  void fileThatIsNoIntegrationIsRefused(String text, String reason) {
    assertThatThrownBy(() -> read(text.replaceAll("^'|'$", "")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason);
  }

  @Test
  void nothingIsLeftInTheContext() throws Refusal {
    plan("to: incoming:flatten", "to: https://crm.example.com");

    assertThat(camel.getRouteDefinitions()).isEmpty();
    assertThat(camel.getEndpoints()).isEmpty();
  }
}
