package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.RenderResult;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterNameTest {
  private static final Jinjava JINJAVA = new Jinjava();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "body | body",
        "eventId | eventId",
        " body.a  | body.a",
        "body.products.0.name | body.products[0].name",
        "body.0.1 | body[0][1]",
        "body[0][12] | body[0][12]",
        "body['og:url'] | body[\"og:url\"]",
        "body[\"name\"] | body.name",
        "body[\"0\"] | body[\"0\"]",
        "body[\"\"] | body[\"\"]",
        "body.if | body[\"if\"]",
        "body[\"a.b\"].c | body[\"a.b\"].c",
        "body[\"a\\\"]b\"] | body[\"a\\\"]b\"]",
        "body['it\\'s'] | body[\"it's\"]",
        "body[\"\\u00e9\\n\\/\"] | body[\"é\\n/\"]",
        "headers[\"X-Request-ID\"] | headers[\"x-request-id\"]",
        "headers.Host | headers.host",
        "request.body.a | body.a",
        "query.page | query.page",
      })
  void typedNamesGetTheirCanonicalText(String typed, String canonical) {
    assertThat(ParameterName.parse(typed)).hasToString(canonical);
    assertThat(ParameterName.parse(canonical))
        .isEqualTo(ParameterName.parse(typed))
        .hasSameHashCodeAs(ParameterName.parse(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | character 1: a name begins with one of eventId, endpointId",
        "customer_email | character 1: a name begins with one of",
        "request | character 1: a name begins with one of",
        "Body.a | character 1: a name begins with one of",
        "body.a-b | character 7: unexpected '-'; a name with other characters",
        "headers.x-request-id | is written as in headers[\"x-request-id\"]",
        "body. | character 6: a name is missing behind the dot",
        "body..a | character 6: a name is missing behind the dot",
        "body[ | character 6: a bracket holds a number or a name in quotation marks",
        "body[a] | character 6: a bracket holds",
        "body[-1] | character 6: a bracket holds",
        "body[0 | character 7: ']' is missing",
        "body[\"a | character 6: the name that begins here has no closing \"",
        "body[\"a\"x] | character 9: ']' is missing",
        "body[01] | character 6: '01' is not an index",
        "body[9999999999] | character 6: '9999999999' is not an index",
        "body.1a | a name that begins with a digit is written [\"1…\"]",
        "body[\"\\x\"] | character 8: a backslash stands before one of",
        "body[\"\\u12g4\"] | character 11: \\u needs four hexadecimal digits",
        "body.a body.b | character 8: unexpected 'b'",
        "body.a, body.b | character 7: unexpected ','",
        "time.x | character 1: 'time' is one value",
        "body.é | character 6: a name is missing",
      })
  void malformedNamesAreRefusedWithPlaceAndRemedy(String typed, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterName.parse(typed))
        .withMessageStartingWith("parameter name \"" + typed + "\", character ")
        .withMessageContaining(message);
  }

  @Test
  void listsAreSplitAtCommasOutsideQuotationMarks() {
    assertThat(ParameterName.list("body[\"a,b\"] ,headers['x, y'],\n body.c"))
        .extracting(ParameterName::toString)
        .containsExactly("body[\"a,b\"]", "headers[\"x, y\"]", "body.c");
  }

  @Test
  void listsWithAGapAreRefused() {
    for (String list : List.of("", " ", ",", "body.a,", ",body.a", "body.a,,body.b", "body.a;b")) {
      assertThatThrownBy(() -> ParameterName.list(list))
          .as(list)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nullIsFoundAndMissingIsNot() {
    Event event = Events.of(Map.of("a", List.of(1L), "n", Map.of(), "s", "text"));
    assertThat(find("body.a[0]", event)).isEqualTo(1L);
    assertThat(find("body.a[1]", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("body.a.length", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("body.n", event)).isEqualTo(Map.of());
    assertThat(find("body.n.x", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("body.n[0]", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("body.s.x", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("body.x.y.z[3]", event)).isSameAs(ParameterName.MISSING);
    assertThat(find("businessProfileId", event)).isNull();

    Event withNull = Events.of(Collections.singletonMap("a", null));
    assertThat(find("body.a", withNull)).isNull();
    assertThat(find("body.a.b", withNull)).isSameAs(ParameterName.MISSING);
    assertThat(find("body", Events.of(null))).isNull();
  }

  @Test
  void everyPartOfAnEventIsFound() {
    Event event = Events.of(Map.of("x-id", "1"), "b");
    event.asMap().forEach((part, value) -> assertThat(find(part, event)).isEqualTo(value));
    assertThat(event.asMap()).hasSize(Event.PARTS.size());
  }

  @Test
  void headersAreFoundInAnyCaseAndMembersOfTheBodyAreNot() {
    Event event = Events.of(Map.of("X-Request-ID", "r-1"), Map.of("Id", 1L));
    assertThat(find("headers[\"x-REQUEST-id\"]", event)).isEqualTo("r-1");
    assertThat(find("body.id", event)).isSameAs(ParameterName.MISSING);
  }

  @Property(tries = 500)
  void canonicalNameIsTheExpressionOfATemplate(@ForAll("names") String member) {
    String name = new ParameterName("body", List.of(member, 0, member)).toString();
    Map<String, Object> body = Map.of(member, List.of(Map.of(member, "found")));
    RenderResult result =
        JINJAVA.renderForResult(
            "{{ request." + name + " }}", Map.of("request", Map.of("body", body)));
    assertThat(result.getOutput()).as(name + result.getErrors()).isEqualTo("found");
  }

  private static Object find(String name, Event event) {
    return ParameterName.parse(name).find(event);
  }

  @Provide
  Arbitrary<String> names() {
    // The template language has no escape for control characters.
    return AnyJson.text().filter(name -> name.chars().noneMatch(Character::isISOControl));
  }
}
