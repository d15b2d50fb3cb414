package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import incoming.event.AnyJson;
import incoming.event.Event;
import incoming.event.Events;
import incoming.event.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeduplicationHashTest {
  private static final DeduplicationHash A_AND_B = DeduplicationHash.over("body.a, body.b");

  @Test
  void keyIsTheVersionAndSixteenBytes() {
    assertThat(key("body.a", Map.of("a", "x"))).matches("h1:[A-Za-z0-9_-]{22}");
  }

  @Test
  void definitionOfTheHashIsFixed() {
    // Rows of other versions and nodes hold these: whoever changes them changes HashKey.PREFIX.
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order_number", "A-1001");
    body.put("n", new BigDecimal("1.50"));
    body.put("o", Map.of("b", List.of(true), "a", "é"));
    body.put("z", null);
    Event event = Events.of(Map.of("X-Request-ID", "r-1"), body);
    assertThat(
            DeduplicationHash.over(
                    "body.order_number, headers[\"x-request-id\"], body.n, body.o, body.z")
                .key(event))
        .isEqualTo("h1:7WUCbPDhCtnMCpnFe1RqfQ");
  }

  @Test
  void valuesThatLookAlikeDiffer() {
    List<Object> lookAlikes =
        Arrays.asList(
            null,
            "",
            "null",
            0L,
            "0",
            false,
            "false",
            true,
            "true",
            1L,
            "1",
            "1.0",
            List.of(),
            "[]",
            Map.of(),
            "{}",
            List.of(1L),
            List.of("1"),
            "[1]",
            List.of(List.of(1L)),
            Map.of("a", 1L),
            Map.of("a", "1"),
            Collections.singletonMap("a", null),
            " ",
            "\u0000",
            "MISSING",
            "m",
            new BigInteger("1234567890123456789012345"),
            new BigInteger("1234567890123456789012346"),
            new JsonNumber("1e400"),
            new JsonNumber("1e401"),
            new JsonNumber("1e999999999"),
            -1L);
    Set<String> keys = new HashSet<>();
    keys.add(key("body.a, body.b", Map.of("b", 1L)));
    for (Object value : lookAlikes) {
      Map<String, Object> body = new HashMap<>();
      body.put("a", value);
      body.put("b", 1L);
      keys.add(key("body.a, body.b", body));
    }
    assertThat(keys).hasSize(lookAlikes.size() + 1);
  }

  @Test
  void valuesNeverRunTogether() {
    assertThat(key("body.a, body.b", Map.of("a", "ab", "b", "c")))
        .isNotEqualTo(key("body.a, body.b", Map.of("a", "a", "b", "bc")));
    assertThat(key("body.a, body.b", Map.of("a", "x")))
        .isNotEqualTo(key("body.a, body.b", Map.of("b", "x")));
    assertThat(key("body.a", Map.of("a", "x"))).isNotEqualTo(key("body.b", Map.of("b", "x")));
    assertThat(key("body.a", Map.of("a", "x")))
        .isNotEqualTo(key("body.a, body.b", Map.of("a", "x")));
  }

  @Test
  void numbersAreComparedByValue() {
    String one = key("body.a", Map.of("a", 1L));
    assertThat(key("body.a", Map.of("a", new BigDecimal("1.0")))).isEqualTo(one);
    assertThat(key("body.a", Map.of("a", new JsonNumber("10e-1")))).isEqualTo(one);
    assertThat(key("body", List.of(new JsonNumber("1e2")))).isEqualTo(key("body", List.of(100L)));
  }

  @Test
  void orderAndSpellingOfTheParametersDoNotMatter() {
    Event event = Events.of(Map.of("x-id", "7"), Map.of("a", List.of("x"), "b", "y"));
    String key = DeduplicationHash.over("body.a[0], body.b, headers[\"x-id\"]").key(event);
    assertThat(DeduplicationHash.over("headers['X-ID'],body[\"b\"],body.a.0").key(event))
        .isEqualTo(key);
  }

  @Test
  void endpointsDoNotShareKeys() {
    Event event = Events.of("x");
    Event other =
        new Event(
            event.eventId(), "other", null, event.time(), "POST", Map.of(), Map.of(), event.body());
    assertThat(DeduplicationHash.over("body").key(other))
        .isNotEqualTo(DeduplicationHash.over("body").key(event));
  }

  @Test
  void eventWithNoneOfTheParametersHasNoKey() {
    assertThat(key("body.a, body.b", Map.of("c", 1L))).isEqualTo(HashKey.NONE);
    assertThat(key("body.a", "scalar")).isEqualTo(HashKey.NONE);
    assertThat(key("body.a", Collections.singletonMap("a", null))).isNotEqualTo(HashKey.NONE);
    assertThat(key("body.a, body.b", Map.of("b", ""))).isNotEqualTo(HashKey.NONE);
  }

  @Test
  void expressionMustHaveOneToFiveDifferentParameters() {
    assertRefused("", "is empty");
    assertRefused("  ", "is empty");
    assertRefused("body.a,body.b,body.c,body.d,body.e,body.f", "has 6 parameters; at most 5");
    assertRefused("body.a, body[\"a\"]", "has body.a twice");
    assertRefused("headers.A, headers.a", "has headers.a twice");
    assertRefused("body.a-b", "character 7: unexpected '-'");
    assertRefused("body.a,", "character 8: a name begins with one of");
    assertRefused("order_number", "character 1: a name begins with one of");
    assertThat(DeduplicationHash.over("body.a,body.b,body.c,body.d,body.e")).isNotNull();
  }

  @Test
  void parametersThatAreNewEachTimeAreRefused() {
    assertRefused("body.a, eventId", "has eventId, which is different for every request");
    assertRefused("time", "has time, which is different for every request");
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    List<String> expected =
        IntStream.range(0, 100)
            .mapToObj(i -> A_AND_B.key(Events.of(Map.of("a", "v" + i))))
            .toList();
    boolean all =
        IntStream.range(0, 20_000)
            .parallel()
            .allMatch(
                i ->
                    A_AND_B
                        .key(Events.of(Map.of("a", "v" + i % 100)))
                        .equals(expected.get(i % 100)));
    assertThat(all).isTrue();
    assertThat(new HashSet<>(expected)).hasSize(100);
  }

  @Property(tries = 1_000)
  void keysAreEqualExactlyWhenTheValuesAre(
      @ForAll("json") Object a, @ForAll("json") Object b, @ForAll("json") Object c) {
    Map<String, Object> left = body(a, b);
    for (Map<String, Object> right :
        List.of(body(a, b), body(b, a), body(a, c), body(c, b), body(a + "", b))) {
      assertThat(A_AND_B.key(Events.of(right)).equals(A_AND_B.key(Events.of(left))))
          .isEqualTo(same(left, right));
    }
  }

  /** Equality of JSON values, written without any canonical text. */
  private static boolean same(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
    }
    if (left instanceof List<?> some && right instanceof List<?> others) {
      return some.size() == others.size()
          && IntStream.range(0, some.size()).allMatch(i -> same(some.get(i), others.get(i)));
    }
    if (left instanceof Map<?, ?> some && right instanceof Map<?, ?> others) {
      return some.keySet().equals(others.keySet())
          && some.keySet().stream().allMatch(name -> same(some.get(name), others.get(name)));
    }
    return left == null ? right == null : left.equals(right);
  }

  private static Map<String, Object> body(Object a, Object b) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("a", a);
    body.put("b", b);
    return body;
  }

  private static String key(String expression, Object body) {
    return DeduplicationHash.over(expression).key(Events.of(body));
  }

  private static void assertRefused(String expression, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeduplicationHash.over(expression))
        .withMessageContaining(reason);
  }

  @Provide
  Arbitrary<Object> json() {
    return AnyJson.value();
  }
}
