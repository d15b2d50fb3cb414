package incoming.integration;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.Event;
import incoming.event.JsonText;
import incoming.event.ParameterName;
import incoming.integration.Filter.Conditions;
import incoming.integration.Filter.Match;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class FilterPathTest {
  private static final CamelContext CAMEL = new DefaultCamelContext();

  @Provide
  Arbitrary<String> texts() {
    return AnyIntegration.hostile();
  }

  @Provide
  Arbitrary<List<Condition>> conditions() {
    return AnyIntegration.conditions().list().ofMinSize(1).ofMaxSize(5);
  }

  private static Event event(Object body) {
    return new Event("id", "orders", null, 1, "POST", Map.of("X-Kind", "a"), Map.of(), body);
  }

  /** What Camel says of an event, as a route would ask it. */
  private static boolean matches(String path, Event event) {
    Predicate predicate = CAMEL.resolveLanguage("jsonpath").createPredicate(path);
    predicate.init(CAMEL);
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.getMessage().setBody(event.asMap());
    return predicate.matches(exchange);
  }

  private static boolean matches(Object body, Operator operator, Object value) {
    Condition condition = new Condition("body.a", operator, value);
    Conditions filter = new Conditions(Match.ALL, List.of(condition));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("a", body);
    return matches(FilterPath.write(filter), event(members));
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBackAsItWas(
      @ForAll Match match, @ForAll("conditions") List<Condition> conditions) {
    Conditions filter = new Conditions(match, conditions);

    assertThat(FilterPath.read(FilterPath.write(filter))).isEqualTo(filter);
  }

  @Property(tries = 300)
  void writtenFilterIsAJsonPathWithoutPlaceholderOrSimple(
      @ForAll("conditions") List<Condition> conditions) {
    String path = FilterPath.write(new Conditions(Match.ANY, conditions));
    Faults faults = new Faults();
    new Filter.JsonPath(path).check(faults);

    assertThat(faults.all().stream().filter(fault -> !fault.message().contains("characters")))
        .isEmpty();
  }

  @Property(tries = 300)
  void quotedPartOfARegularExpressionIsAFault(@ForAll("texts") String text) {
    assertThat(faults("a\\Q" + text)).anyMatch(fault -> fault.message().startsWith("has \\Q"));
    assertThat(faults("a\\\\\\Q/\\E")).anyMatch(fault -> fault.message().startsWith("has \\Q"));
    assertThat(faults("a\\\\Q/")).isEmpty();
  }

  private static List<Fault> faults(String regex) {
    Faults faults = new Faults();
    new Condition("body.a", Operator.MATCHES, regex).check(faults);
    return faults.all();
  }

  @Property(tries = 300)
  void anyTextEqualsItselfAndNothingElse(
      @ForAll("texts") String text, @ForAll("texts") String other) {
    assertThat(matches(text, Operator.EQUALS, text)).isTrue();
    assertThat(matches(text, Operator.NOT_EQUALS, text)).isFalse();
    assertThat(matches(other, Operator.EQUALS, text)).isEqualTo(other.equals(text));
  }

  @Property(tries = 300)
  void anyTextStartsWithAndContainsWhatItDoes(
      @ForAll("texts") String text, @ForAll("texts") String rest) {
    if (!text.isEmpty()) {
      assertThat(matches(text + rest, Operator.STARTS_WITH, text)).isTrue();
      assertThat(matches("x" + text, Operator.STARTS_WITH, text))
          .isEqualTo(("x" + text).startsWith(text));
    }
    assertThat(matches(rest + text + rest, Operator.CONTAINS, text)).isTrue();
  }

  @Property(tries = 300)
  void anyMemberIsFoundUnderItsName(@ForAll("texts") String member) {
    StringBuilder name = new StringBuilder("body[");
    JsonText.quote(member, name);
    Condition condition =
        new Condition(name.append(']').toString(), Operator.EQUALS, new BigDecimal(7));
    Event event = event(Map.of(member, 7L));

    assertThat(ParameterName.parse(condition.parameter()).find(event)).isEqualTo(7L);
    assertThat(matches(FilterPath.write(new Conditions(Match.ALL, List.of(condition))), event))
        .isTrue();
  }

  @Test
  void operatorsMeanWhatTheySay() {
    assertThat(matches(5L, Operator.EQUALS, 5.0)).isTrue();
    assertThat(matches("5", Operator.EQUALS, 5)).isTrue();
    assertThat(matches("x", Operator.EQUALS, 5)).isFalse();
    assertThat(matches(true, Operator.EQUALS, true)).isTrue();
    assertThat(matches("true", Operator.EQUALS, true)).isFalse();
    assertThat(matches(null, Operator.EQUALS, null)).isTrue();
    assertThat(matches(6L, Operator.GREATER, new BigDecimal("5.5"))).isTrue();
    assertThat(matches(5L, Operator.GREATER, 5)).isFalse();
    assertThat(matches("2026-01-02", Operator.LESS, "2026-02-01")).isTrue();
    assertThat(matches("6", Operator.GREATER, 5)).isFalse();
    assertThat(matches(List.of("a", "b"), Operator.CONTAINS, "b")).isTrue();
    assertThat(matches(List.of("ab"), Operator.CONTAINS, "b")).isFalse();
    assertThat(matches("abc", Operator.MATCHES, "b")).isFalse();
    assertThat(matches("a/c", Operator.MATCHES, "a/[b-d]")).isTrue();
    assertThat(matches(null, Operator.EXISTS, null)).isTrue();
  }

  @Test
  void parameterThatIsNotThereMeetsNothingButNotEquals() {
    for (Operator operator : Operator.values()) {
      Object value = operator == Operator.EXISTS ? null : "x";
      for (Object body : Arrays.asList(Map.of(), List.of(), "text", null, 5L)) {
        Condition condition = new Condition("body.a.b[0]", operator, value);
        String path = FilterPath.write(new Conditions(Match.ALL, List.of(condition)));

        assertThat(matches(path, event(body)))
            .as("%s of %s", path, body)
            .isEqualTo(operator == Operator.NOT_EQUALS);
      }
    }
  }

  @Test
  void headersAreFoundInAnyCase() {
    Condition condition = new Condition("headers[\"X-KIND\"]", Operator.EQUALS, "a");

    assertThat(matches(FilterPath.write(new Conditions(Match.ALL, List.of(condition))), event("")))
        .isTrue();
  }

  @Test
  void pathThatConditionsCannotSayStaysAsItIs() {
    for (String path :
        List.of(
            "$.body[?(@.type == 'x')]",
            "$[?(@.body.a=='x')]",
            "$[?(@.body.a == 'x' && @.body.b == 'y' || @.body.c)]",
            "$[?(!@.body.a)]",
            "$[?(@.body.a =~ /x/i)]",
            "$[?(@.body.a =~ /x.y.*/s)]",
            "$[?(@.body.a == 'x')].body",
            "$[?(@.body.a == 1.2.3)]",
            "$[?(@.body.a == '\\u0061')]",
            "$[?(@.body.a && )]",
            "$[?(@.eventId.x)]",
            "$[?()]",
            "$[?(@.body.a == 01)]")) {
      assertThat(FilterPath.read(path)).isEqualTo(new Filter.JsonPath(path));
    }
  }

  @Test
  void jsonPathWithASimpleExpressionIsRefused() {
    Faults faults = new Faults();
    new Filter.JsonPath("$[?(@.body.a == '${bean:x}')]").check(faults);

    assertThat(faults.all()).extracting(Fault::pointer).containsExactly("/path");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "$",
            "@",
            ".",
            "..",
            "*",
            "[",
            "]",
            "[?(",
            ")]",
            "(",
            ")",
            "'",
            "\"",
            "\\",
            "\\u",
            "a",
            "0",
            "-1",
            ",",
            ":",
            " ",
            "=",
            "==",
            "=~",
            "/",
            "!",
            "&&",
            "||",
            "in",
            "contains",
            "null",
            "x()",
            ".length()",
            "{",
            "}",
            "?",
            "1e",
            "[0]",
            "['a']",
            "$[?(@.a == ")
        .list()
        .ofMaxSize(12)
        .map(bits -> "$" + String.join("", bits));
  }

  @Property(tries = 2000)
  void anyPathIsRightOrHasAFault(@ForAll("paths") String path) {
    Faults faults = new Faults();

    new Filter.JsonPath(path).check(faults);

    assertThat(faults.all()).extracting(Fault::pointer).allMatch("/path"::equals);
  }

  @Test
  void longestPathIsReadHoweverDeepItIs() {
    for (String bit : List.of("(", "!", "[?(", "[0]", "[?(@.a == $", "{", "..", "x(")) {
      String path = "$" + bit.repeat(3_999 / bit.length());

      new Filter.JsonPath(path).check(new Faults());
    }
  }
}
