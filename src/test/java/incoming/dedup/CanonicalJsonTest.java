package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.AnyJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  /** RFC 8785, section 3.2.2; its number 333333333.33333329 is no double and stays exact here. */
  @Test
  void writesLiteralsNumbersAndEscapesAsInRfc8785() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(
        "numbers",
        List.of(
            new BigDecimal("333333333.3333333"),
            new BigDecimal("1E30"),
            new BigDecimal("4.50"),
            new BigDecimal("2e-3"),
            new BigDecimal("0.000000000000000000000000001")));
    value.put("string", "\u20ac$\u000F\nA'B\"\\\\\"/");
    value.put("literals", Arrays.asList(null, true, false));
    assertThat(canonical(value))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void sortsMembersByUtf16CodeUnits() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("\u20ac", "Euro Sign");
    value.put("\r", "Carriage Return");
    value.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    value.put("1", "One");
    value.put("\ud83d\ude00", "Emoji: Grinning Face");
    value.put("\u0080", "Control");
    value.put("\u00f6", "Latin Small Letter O With Diaeresis");
    assertThat(canonical(value))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Property(tries = 300)
  void orderOfMembersDoesNotMatter(@ForAll("json") Object value) {
    assertThat(canonical(reversed(value))).isEqualTo(canonical(value));
  }

  @Test
  void orderOfElementsMatters() {
    assertThat(canonical(List.of(1L, 2L))).isNotEqualTo(canonical(List.of(2L, 1L)));
  }

  private static Object reversed(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list.stream().map(CanonicalJsonTest::reversed).toList());
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> names = new ArrayList<>(map.keySet());
      Collections.reverse(names);
      Map<Object, Object> reversed = new LinkedHashMap<>();
      names.forEach(name -> reversed.put(name, reversed(map.get(name))));
      return reversed;
    }
    return value;
  }

  private static String canonical(Object value) {
    StringBuilder out = new StringBuilder();
    CanonicalJson.write(value, out);
    return out.toString();
  }

  @Provide
  Arbitrary<Object> json() {
    return AnyJson.value();
  }
}
