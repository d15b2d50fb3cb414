package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final EventSettings LIMITS =
      new EventSettings(64, 10_000, 10_000, 4L << 20, 1_000, Optional.empty());

  @Test
  void eachLeafHasItsTemplateExpressionAsName() throws Refusal {
    Object body =
        read(
            """
            {"customer_email":"anna@example.com","og:url":null,
             "products":[{"group_id":"g-1","price":{"amount":119.90}},{}],"tags":[],"if":true}
            """);
    Event event = Events.of(Map.of("X-Request-ID", List.of("r-1", "r-2")), body);

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("eventId", event.eventId());
    expected.put("endpointId", event.endpointId());
    expected.put("businessProfileId", null);
    expected.put("time", event.time());
    expected.put("method", "POST");
    expected.put("headers[\"x-request-id\"][0]", "r-1");
    expected.put("headers[\"x-request-id\"][1]", "r-2");
    expected.put("query", Map.of());
    expected.put("body.customer_email", "anna@example.com");
    expected.put("body[\"og:url\"]", null);
    expected.put("body.products[0].group_id", "g-1");
    expected.put("body.products[0].price.amount", new BigDecimal("119.90"));
    expected.put("body.products[1]", Map.of());
    expected.put("body.tags", List.of());
    expected.put("body[\"if\"]", true);
    assertThat(Parameters.flatten(event)).containsExactlyEntriesOf(expected);
  }

  @Test
  void scalarBodyIsOneParameter() {
    assertThat(Parameters.flatten(Events.of("x"))).containsEntry("body", "x");
    assertThat(Parameters.flatten(Events.of(null))).containsEntry("body", null);
  }

  @Property(tries = 500)
  void unflattenGivesBackWhatWasFlattened(@ForAll("json") Object body) {
    Event event = Events.of(Map.of("x-id", "1"), body);
    Map<String, Object> back = Parameters.unflatten(Parameters.flatten(event));
    assertThat(back).isEqualTo(event.asMap());
    assertThat(JsonText.of(back)).isEqualTo(JsonText.of(event.asMap()));
  }

  @Property(tries = 300)
  void readingGivesBackWhatWasWrittenAndCountsItsFlatForm(@ForAll("json") Object body)
      throws Refusal {
    FlatBudget budget = new FlatBudget(LIMITS);
    byte[] json = JsonText.of(body).getBytes(UTF_8);
    Object read = JsonReader.read(json, "body", budget);

    assertThat(read).isEqualTo(body);
    long size = 0;
    for (Map.Entry<String, Object> leaf : Parameters.flatten(Events.of(body)).entrySet()) {
      if (leaf.getKey().startsWith("body")) {
        Object value = leaf.getValue();
        String text = value instanceof String string ? string : JsonText.of(value);
        size += leaf.getKey().length() + text.length();
      }
    }
    assertThat(budget.size()).isEqualTo(size);
  }

  @Property(tries = 300)
  void everyFlatNameFindsItsLeaf(@ForAll("json") Object body) {
    Event event = Events.of(body);
    Parameters.flatten(event)
        .forEach(
            (name, value) -> {
              ParameterName parsed = ParameterName.parse(name);
              assertThat(parsed).hasToString(name);
              assertThat(parsed.find(event)).isEqualTo(value);
            });
  }

  @Test
  void parametersThatContradictEachOtherAreRefusedByName() {
    assertContradiction("body.a", 1L, "body.a.b", 2L);
    assertContradiction("body.a.b", 1L, "body.a", 2L);
    assertContradiction("body.a", Map.of(), "body.a.b", 1L);
    assertContradiction("body.a", List.of(), "body.a[0]", 1L);
    assertContradiction("body[0]", 1L, "body.a", 1L);
    assertContradiction("body.a", 1L, "body[0]", 1L);
    assertContradiction("body[0]", 1L, "body[2]", 1L);
    assertContradiction("body.a", 1L, "body[\"a\"]", 1L);
    assertContradiction("body.a", null, "body.a.b", 1L);
  }

  @Test
  void hugeIndexAllocatesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.unflatten(Map.of("body[999999999]", 1L)))
        .withMessageContaining("body[999999999]");
  }

  private static void assertContradiction(String a, Object first, String b, Object second) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flat.put(a, first);
    flat.put(b, second);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.unflatten(flat))
        .withMessageContaining(ParameterName.parse(b).toString());
  }

  private static Object read(String json) throws Refusal {
    return JsonReader.read(json.getBytes(UTF_8), "body", new FlatBudget(LIMITS));
  }

  @Provide
  Arbitrary<Object> json() {
    return AnyJson.value();
  }
}
