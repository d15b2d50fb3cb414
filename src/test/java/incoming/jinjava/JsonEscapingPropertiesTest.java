package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static incoming.jinjava.Samples.parse;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.JsonText;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonEscapingPropertiesTest {
  @Property(tries = 300)
  void valuePlaceGivesBackExactlyTheValue(@ForAll("values") Object value) {
    String rendered = json("{\"a\":1,\"v\":{{request.body.v}},\"z\":2}", body(value));

    assertThat(rendered).isEqualTo("{\"a\":1,\"v\":" + JsonText.of(value) + ",\"z\":2}");
    assertThat(parse(rendered)).isEqualTo(members(value));
  }

  @Property(tries = 300)
  void stringPlaceGivesBackTheTextOfTheValueAndNoOtherStructure(@ForAll("values") Object value) {
    String rendered = json("{\"a\":1,\"v\":\"{{request.body.v}}\",\"z\":2}", body(value));

    String text = value instanceof String string ? string : JsonText.of(value);
    assertThat(parse(rendered)).isEqualTo(members(text));
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30),
            Arbitraries.strings().withChars("\"\\{}[]%#,:'\n\u0000\u2028 ab1").ofMaxLength(30));
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts.map(Object.class::cast),
            Arbitraries.of(true, false),
            Arbitraries.just(null),
            numbers().map(Samples::number));
    return Arbitraries.recursive(
        () -> scalars,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(texts, inner).ofMaxSize(3).map(LinkedHashMap::new)),
        0,
        3);
  }

  private static Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigDecimals().map(Object::toString),
        Arbitraries.of("1.10", "1e400", "-0", "1E5", "1234567890123456789012345", "0.10e-7"));
  }

  private static Map<String, Object> body(Object value) {
    return Collections.singletonMap("v", value);
  }

  private static Map<String, Object> members(Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    List<Object> values = Arrays.asList(1L, value, 2L);
    members.put("a", values.get(0));
    members.put("v", values.get(1));
    members.put("z", values.get(2));
    return members;
  }
}
