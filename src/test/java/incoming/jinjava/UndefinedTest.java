package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static incoming.jinjava.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UndefinedTest {
  @Test
  void nameThatIsNotInTheEventIsAnErrorThatTellsNameFileAndLine() {
    assertThatThrownBy(() -> json("{\n\"a\": 1,\n\"b\": {{request.body.coupon}}}", "{}"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("t.json.j2:3: 'request.body.coupon' is undefined");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{nothing}}; nothing",
        "{{request.boddy}}; request.boddy",
        "{{request.headers.x}}; x",
        "{{request.body.a.b.c}}; b",
        "{{request.body.list[5]}}; 5",
        "{{request.body.none ~ 'x'}}; request.body.none",
        "{{'x' + request.body.none}}; request.body.none",
        "{{request.body.none + 1}}; request.body.none",
        "{{request.body.none == 'x'}}; request.body.none",
        "{{request.body.none > 1}}; request.body.none",
        "{{'a' in request.body.none}}; request.body.none",
        "{{request.body.none in 'abc'}}; request.body.none",
        "{{request.body.none|upper}}; request.body.none",
        "{{'a'|replace('a', request.body.none)}}; request.body.none",
        "{{request.body.none is string}}; request.body.none",
        "{{request.body.none.items()}}; request.body.none",
        "{{range(request.body.none)}}; request.body.none",
        "{{[request.body.none]}}; request.body.none",
        "{{ {'a': request.body.none} }}; request.body.none",
        "{{[request.body.none]|join}}; request.body.none",
        "{{loop}}; loop",
        "{% for x in request.body.none %}{% endfor %}; request.body.none",
        "{% set x = request.body.none %}{{x}}; request.body.none",
        "{% macro m(x) %}{{x}}{% endmacro %}{{m(request.body.none)}}; request.body.none",
        "{{request.body.list|map(attribute='q')|join(',')}}; q",
      })
  void undefinedIsAnErrorWhereverItIsUsed(String template, String name) {
    assertThatThrownBy(() -> text(template, "{\"a\": {}, \"list\": [{}]}"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("t.txt.j2:1: '" + name.strip() + "' is undefined");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{request.body.none|default('ok')}}",
        "{{request.body.none.deeper|d('ok')}}",
        "{{nothing|default('ok')}}",
        "{{request.body.none or 'ok'}}",
        "{{'ok' if not request.body.none}}",
        "{{'no' if request.body.none else 'ok'}}",
        "{{request.body.nil|default('no', true)|replace('no', 'ok')}}",
        "{% if request.body.none is not defined %}ok{% endif %}",
        "{% if request.body.none is undefined %}ok{% endif %}",
        "{% if request.body.none %}no{% else %}ok{% endif %}",
        "{% if request.body.none and request.body.none.x == 1 %}no{% else %}ok{% endif %}",
        "{{request.body.get('none', 'ok')}}",
        "{{[{}]|map(attribute='q', default='ok')|join}}",
        "{{[]|first|default('ok')}}",
      })
  void undefinedMayBeTestedAndReplaced(String template) {
    assertThat(text(template, "{\"nil\": null}")).isEqualTo("ok");
  }

  @Test
  void nullIsAValueAndNotUndefined() {
    String template =
        """
        [{{request.body.v}}, {{request.body.v is defined}}, {{request.body.v is none}},
         {{request.body.v|default('no')}}, {{request.body.v == none}}, "{{request.body.v}}"]""";

    assertThat(json(template, "{\"v\": null}"))
        .isEqualTo("[null, true, true,\n null, true, \"null\"]");
  }

  @Test
  void nullInALoopDoesNotShowTheNameOutsideOfIt() {
    String template = "{% set x = 'outer' %}[{% for x in request.body %}{{x}}{% endfor %}]";

    assertThat(json(template, "[null]")).isEqualTo("[null]");
  }
}
