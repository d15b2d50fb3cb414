package incoming.jinjava;

import static incoming.jinjava.Samples.json;
import static incoming.jinjava.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{'x' * 1000000000}}",
        "{{range(1000000000)}}",
        "{{range(0, 9, -0)}}",
        "{{range(10001)|length}}",
        "{{'x'|center(1000000000)}}",
        "{{'%1000000000d'|format(1)}}",
        "{{'x'|indent(1000000000)}}",
        "{{[1]|batch(1000000000, 'x')}}",
        "{{request.body.k|replace('x', request.body.k)}}",
        "{{range(2000)|join(request.body.k)}}",
        "{{range(9000)|map('replace', '1', request.body.k)|length}}",
        "{{[request.body.k]|map('replace', 'x', request.body.k)|join}}",
        "{% for i in range(1100) %}{{request.body.k}}{% endfor %}",
        "{% for i in range(100) %}{% for j in range(100) %}{{request.body.k}}{% endfor %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}",
        "{% set ns = namespace(l=[]) %}{% for i in range(999) %}{% set ns.l = [ns.l] %}{% endfor %}",
        "{% set ns = namespace(n=10) %}{% for i in range(40) %}{% set ns.n = ns.n * ns.n * 1.1|abs %}{% endfor %}",
        "{% set ns = namespace() %}{% set ns.me = ns %}{{ns}}",
        "{% macro a() %}{{a()}}{% endmacro %}{{a()}}",
        "{% macro a() %}{{b()}}{% endmacro %}{% macro b() %}{{a()}}{% endmacro %}{{a()}}",
        "{{request.body.big + 1.5}}",
        "{{request.body.big * request.body.big}}",
        "{{request.body.big|int}}",
        "{{request.body.big|round(2)}}",
        "{{request.body.bigText|round(2)}}",
        "{{[request.body.big]|sum}}",
        "{{request.body.bigText|int}}",
        "{{request.body.bigText + request.body.price - 1}}",
        "{{request.body.price * request.body.bigText}}",
        "{{1.5|round(1000000)}}",
      })
  void expensiveTemplateEndsWithAnError(String template) {
    Map<String, Object> body =
        Map.of(
            "k",
            "x".repeat(1100),
            "big",
            new BigDecimal("1E+999999999"),
            "bigText",
            "1E+999999999",
            "price",
            new BigDecimal("1.10"));

    assertThatThrownBy(
            () ->
                Samples.reader(Path.of("nowhere"), "t.txt.j2", template)
                    .render(Samples.event(body)))
        .hasMessageMatching("t\\.txt\\.j2:1: .+");
  }

  @Test
  void renderingThatTakesTooLongIsCutOff() {
    AtomicLong clock = new AtomicLong();
    String loops =
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
            + "{% endfor %}{% endfor %}{% endfor %}";
    Template template =
        TemplateReader.read(
            new TemplateFolder(Path.of("nowhere")),
            Format.TEXT,
            "t.txt.j2",
            loops,
            () -> clock.addAndGet(200_000_000));

    assertThatThrownBy(() -> template.render(Samples.event("{}")))
        .hasMessage("t.txt.j2:1: rendering takes longer than 1000 ms");
    assertThat(clock.get()).isLessThan(2_000_000_000L);
  }

  @Test
  void numberThatIsOnlyPassedOnMayHaveAnyExponent() {
    assertThat(json("[{{request.body.n}}]", Map.of("n", new BigDecimal("1E+999999999"))))
        .isEqualTo("[1E+999999999]");
  }

  @Test
  void outputMayBeAsLongAsTheLimit() {
    String most = "x".repeat(Limits.TEXT - 2);

    assertThat(json("\"{{request.body}}\"", (Object) most)).hasSize(Limits.TEXT);
    assertThatThrownBy(() -> json("\"{{request.body}} \"", (Object) most))
        .hasMessageContaining("a text grows longer than 1048576 characters");
  }

  @Test
  void deeplyNestedTemplateIsRefusedWhenItLoads() {
    String template = "{{" + "(".repeat(65) + "1" + ")".repeat(65) + "}}";
    String blocks = "{% if 1 %}".repeat(20_000) + "{% endif %}".repeat(20_000);

    assertThatThrownBy(() -> text(template, "{}"))
        .hasMessage(
            "t.txt.j2:1: an expression is longer than 4096 characters or nested deeper than 64"
                + " brackets");
    assertThatThrownBy(() -> text(blocks, "{}")).hasMessage("t.txt.j2:1: is nested too deeply");
  }
}
