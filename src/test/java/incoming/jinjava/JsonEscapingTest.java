package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static incoming.jinjava.Samples.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import incoming.event.JsonText;
import incoming.http.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEscapingTest {
  static String[] hostileTexts() {
    return new String[] {
      "\"",
      "\\",
      "\\\"",
      "a\",\"admin\":true,\"x\":\"",
      "1, \"admin\": true",
      "null",
      "true",
      "]}",
      "{\"$ref\":\"x\"}",
      "\n\r\t\b\f",
      "\u0000\u0001\u001f\u007f",
      "\u2028\u2029",
      "</script><script>",
      "<!--",
      "{{7*7}}",
      "{{ request.body }}",
      "{% for x in range(9) %}x{% endfor %}",
      "{# comment #}",
      "{%",
      "#}",
      "{{",
      "}}",
      "{",
      "}",
      "\ud83d\ude00 \u00e9",
      "x".repeat(100_000),
      "",
    };
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void textInsideAStringIsThatTextAndNothingElse(String hostile) {
    String rendered = json("{\"v\": \"{{request.body.v}}\", \"end\": 1}", Map.of("v", hostile));

    assertThat(parse(rendered)).isEqualTo(object("v", hostile, "end", 1L));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void textInTheMiddleOfAStringIsThatText(String hostile) {
    String rendered = json("{\"v\": \"<{{request.body.v}}>\"}", Map.of("v", hostile));

    assertThat(parse(rendered)).isEqualTo(object("v", "<" + hostile + ">"));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void textWhereAValueStandsIsAJsonString(String hostile) {
    String rendered = json("{\"v\": {{request.body.v}}, \"end\": 1}", Map.of("v", hostile));

    assertThat(parse(rendered)).isEqualTo(object("v", hostile, "end", 1L));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void tojsonAndSafeOpenNoHole(String hostile) {
    String template =
        """
        [{{request.body.v|tojson}}, "{{request.body.v|safe}}", {{request.body.v|safe}},
         {{request.body|tojson|safe}}, {{request.body.v|tojson|upper|lower}}]""";

    Object rendered = parse(json(template, Map.of("v", hostile)));

    assertThat(rendered)
        .asInstanceOf(LIST)
        .startsWith(hostile, hostile, hostile, Map.of("v", hostile))
        .hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void memberNamesOfTheSenderAreEscaped(String hostile) {
    String rendered = json("{\"v\": {{request.body}} }", Map.of(hostile, 1L));

    assertThat(parse(rendered)).isEqualTo(object("v", Map.of(hostile, 1L)));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void textOfMacrosAndBlocksIsEscapedWhereItIsUsed(String hostile) {
    String template =
        """
        {% macro hello(who) %}Hello "{{who}}"{% endmacro -%}
        {% set block %}<{{request.body.v}}>{% endset -%}
        {"a": "{{hello(request.body.v)}}", "b": {{hello(request.body.v)}}, "c": {{block}}}""";

    assertThat(parse(json(template, Map.of("v", hostile))))
        .isEqualTo(
            object(
                "a",
                "Hello \"" + hostile + "\"",
                "b",
                "Hello \"" + hostile + "\"",
                "c",
                "<" + hostile + ">"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0", "1.10", "1E5", "1e400", "119.90", "0.1000", "1234567890123456789012345",
        "-1.5e-300", "9007199254740993", "true", "false", "null", "[]", "{}", "[1,{\"a\":\"b\"}]"
      })
  void numbersAndOtherValuesStandExactlyAsTheyWereSent(String value) {
    String template =
        "[{{request.body.v}}, {{request.body.v|tojson}}, \"{{request.body.v}}\", {{[request.body.v]}}]";

    assertThat(json(template, "{\"v\": " + value + "}"))
        .isEqualTo(
            "["
                + value
                + ", "
                + value
                + ", "
                + "\""
                + value.replace("\"", "\\\"")
                + "\", ["
                + value
                + "]]");
  }

  @Test
  void objectWhereATextWasExpectedStaysInsideItsString() {
    assertThat(json("{\"v\": \"{{request.body.v}}\"}", "{\"v\": {\"a\": [1, \"q\\\"\"]}}"))
        .isEqualTo("{\"v\": \"{\\\"a\\\":[1,\\\"q\\\\\\\"\\\"]}\"}");
  }

  @Test
  void jsonInsideAStringIsEscaped() {
    assertThat(json("{\"v\": \"{{request.body|tojson}}\"}", "{\"a\": \"b\"}"))
        .isEqualTo("{\"v\": \"{\\\"a\\\":\\\"b\\\"}\"}");
  }

  @Test
  void memberNameFromTheSenderCannotRepeatOneOfTheTemplate() {
    assertThatThrownBy(
            () -> json("{\"admin\": false, {{request.body.k}}: true}", "{\"k\": \"admin\"}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("t.json.j2: the rendered text is refused at its line 1");
  }

  @Test
  void loopsAndBranchesKeepTheirPlaces() {
    String template =
        """
        {"names": "{% for p in request.body.p %}{{p}}{% if not loop.last %}, {% endif %}{% endfor %}",
         "list": [{% for p in request.body.p %}{{p}}{% if not loop.last %},{% endif %}{% endfor %}]}""";

    assertThat(parse(json(template, Map.of("p", Arrays.asList("a\"", "b", null, 1L)))))
        .isEqualTo(object("names", "a\", b, null, 1", "list", Arrays.asList("a\"", "b", null, 1L)));
  }

  @Test
  void rawTextAndCommentsMoveTheQuotationMarks() {
    String template =
        "{# a \" in a comment #}{\"{% raw %}a{{b}}\": \"{% endraw %}{{request.body.v}}\"}";

    assertThat(parse(json(template, Map.of("v", "\"")))).isEqualTo(object("a{{b}}", "\""));
  }

  private static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    // Through text, so that the values compare as parsed ones do.
    return parseObject(JsonText.of(object));
  }

  @SuppressWarnings("unchecked") // an object was written
  private static Map<String, Object> parseObject(String json) {
    return (Map<String, Object>) parse(json);
  }
}
