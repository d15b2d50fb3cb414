package incoming.jinjava;

import static incoming.jinjava.Samples.event;
import static incoming.jinjava.Samples.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatTest {
  private static final Path NOWHERE = Path.of("nowhere");

  @Test
  void markupIsEscapedInXmlAndHtml() {
    Map<String, Object> body = Map.of("v", "<a href=\"x\" b='y'>&\u0000\t\n</a>");
    String escaped = "<v>&lt;a href=&#34;x&#34; b=&#39;y&#39;&gt;&amp;\ufffd\t\n&lt;/a&gt;</v>";

    for (String name : new String[] {"t.xml.j2", "t.html.j2"}) {
      assertThat(reader(NOWHERE, name, "<v>{{request.body.v|safe}}</v>").render(event(body)))
          .isEqualTo(escaped);
    }
  }

  @Test
  void macrosGiveTextInMarkupToo() {
    Template template =
        reader(NOWHERE, "t.xml.j2", "{% macro m(x) %}<{{x}}>{% endmacro %}<v>{{m('&')}}</v>");

    assertThat(template.render(event("{}"))).isEqualTo("<v>&lt;&amp;&gt;</v>");
  }

  @Test
  void formValuesArePercentEncoded() {
    Template template = reader(NOWHERE, "t.form.j2", "a={{request.body.v}}&b=1");

    assertThat(template.render(event(Map.of("v", "x&b=2 é")))).isEqualTo("a=x%26b%3D2+%C3%A9&b=1");
  }

  @Test
  void textIsNotEscaped() {
    assertThat(reader(NOWHERE, "t.txt.j2", "<{{request.body}}>").render(event((Object) "\"&")))
        .isEqualTo("<\"&>");
  }

  @Test
  void otherSuffixesAreRefused() {
    assertThatThrownBy(() -> Format.of("t.j2"))
        .hasMessage(
            "the template 't.j2' must end in one of .json.j2, .xml.j2, .html.j2, .form.j2,"
                + " .txt.j2, which says how values are escaped");
  }
}
