package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static incoming.jinjava.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.event.Event;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // CVE-2025-59340: the interpreter, its configuration, its object mapper
        "{{____int3rpr3t3r____}}",
        "{{____int3rpr3t3r____.config.objectMapper}}",
        "{{request['____int3' ~ 'rpr3t3r____'].config}}",
        "{{request.____int3rpr3t3r____.getConfig().getObjectMapper()}}",
        "{% set x = ____int3rpr3t3r____ %}",
        "{% for x in ____int3rpr3t3r____ %}{% endfor %}",
        "{% macro m(a=____int3rpr3t3r____) %}{{a}}{% endmacro %}{{m()}}",
        "{{filter:upper.filter('a', ____int3rpr3t3r____)}}",
        // CVE-2026-25526: bean properties by the variables of a for
        "{% for class, x in [''] %}{{class}}{% endfor %}",
        "{% for bytes, empty in ['a'] %}{{bytes}}{% endfor %}",
        "{% for config, context in [request] %}{{config.objectMapper}}{% endfor %}",
        // Java's own properties and methods
        "{{request.getClass()}}",
        "{{request.class}}",
        "{{''.class}}",
        "{{''['class']}}",
        "{{''.getClass().forName('java.lang.Runtime')}}",
        "{{(1).class}}",
        "{{true.class}}",
        "{{[].class}}",
        "{{[]['getClass']()}}",
        "{{{}.class}}",
        "{{''|attr('class')}}",
        "{{[request]|map(attribute='class')|join}}",
        "{{request.body.empty}}",
        "{{request.entrySet()}}",
        "{{'a'.concat('b')}}",
        "{{'a'.bytes}}",
        "{{range.class}}",
        "{{loop.class}}",
        "{% for x in [1] %}{{loop.class}}{% endfor %}",
        "{% for x in [1] %}{{loop.getClass()}}{% endfor %}",
        "{% for x in [1] %}{{loop}}{% endfor %}",
        "{{exchange}}",
        "{{context}}",
        "{{camelContext}}",
        "{{__macros__}}",
        // changing the event
        "{{request.put('a', 1)}}",
        "{{request.body.update({'a': 1})}}",
        "{{request.body.clear()}}",
        "{{request.body.remove('v')}}",
        "{% do request.body.update({'a': 1}) %}",
        "{% macro request.m() %}{% endmacro %}",
        // text taken for code
        "{{'{{1}}'|render}}",
        "{{request.body.v|fromjson}}",
        "{{request.body.v|fromyaml}}",
        "{{'x'|log}}",
        "{{'x'|escapejinjava}}",
        // other tags and functions of jinjava
        "{% import 'x.j2' as x %}",
        "{% from 'x.j2' import x %}",
        "{% extends 'x.j2' %}",
        "{% block x %}{% endblock %}",
        "{% call x() %}{% endcall %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% print x %}",
        "{{today()}}",
        "{{fn:list(1)}}",
        "{{type(request)}}",
        "{{super()}}",
      })
  void templateReachesNothingButTheValuesOfTheRequest(String template) {
    assertThatThrownBy(() -> text(template, "{\"v\": \"{\\\"a\\\": 1}\"}"))
        .hasMessageMatching("t\\.txt\\.j2:1: .+");
  }

  @Test
  void valuesAreNeverTakenForTemplates() {
    String body = "{\"v\": \"{{7*7}}{% set x = 1 %}{# x #}\"}";

    assertThat(text("{{request.body.v}}|{{'{{7*7}}'}}|{{request.body.v ~ ''}}", body))
        .isEqualTo("{{7*7}}{% set x = 1 %}{# x #}|{{7*7}}|{{7*7}}{% set x = 1 %}{# x #}");
  }

  @Test
  void rendererLeavesTheEventAsItWas() {
    Object body = Samples.parse("{\"l\": [3, 1, 2], \"o\": {\"a\": 1}}");
    Event event = Samples.event(body);
    String template =
        """
        {{request.body.l|sort}}{{request.body.l|reverse}}{{request.body.l + [4]}}\
        {% set ns = namespace(o=request.body.o) %}{% set ns.o = 1 %}\
        {% set request = 1 %}{{request}}{{ns.o}}""";

    Samples.reader(Path.of("nowhere"), "t.txt.j2", template).render(event);

    assertThat(body).isEqualTo(Samples.parse("{\"l\": [3, 1, 2], \"o\": {\"a\": 1}}"));
  }

  @Test
  void memberOfTheSenderIsNoMethod() {
    assertThat(
            json(
                "[{{request.body.items}}, {{request.body.get}}, {{request.body.class}}]",
                Map.of("items", 1L, "get", 2L, "class", "c")))
        .isEqualTo("[1, 2, \"c\"]");
  }

  @Test
  void errorsTellNoValueOfTheEvent() {
    assertThatThrownBy(() -> text("{{request.body.v|round}}", "{\"v\": \"secret\"}"))
        .hasMessage("t.txt.j2:1: the filter 'round' needs a number");
    assertThatThrownBy(() -> text("{{request[request.body.v]}}", "{\"v\": \"secret\"}"))
        .hasMessage("t.txt.j2:1: a name computed in {{ request[request.body.v] }} is undefined");
    assertThatThrownBy(() -> text("{{request.body.v * 2}}", "{\"v\": \"secret\"}"))
        .hasMessageNotContaining("secret")
        .cause()
        .isInstanceOf(TemplateException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> json("{\"a\": x{{request.body.v}}}", "{\"v\": \"secret\"}"))
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
