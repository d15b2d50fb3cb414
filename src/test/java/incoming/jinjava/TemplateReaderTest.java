package incoming.jinjava;

import static incoming.jinjava.Samples.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{{ 'a; 2; Unclosed token",
        "{{ }}; 2; an expression is missing",
        "{{ 1 + }}; 2; cannot read {{ 1 + }}",
        "{{1+1}}; 2; write a blank after the plus sign",
        "{% if 1 %}; 2; endif",
        "{% endif %}; 2; Missing start tag (endif)",
        "{% for x in y %}{% endif %}; 2; Mismatched end tag",
        "{# x; 2; Unclosed comment",
        "{% nonsense %}; 2; nonsense",
        "{% import 'x' as x %}; 2; there is no tag 'import'",
        "{% else %}; 2; 'else' belongs into an 'if'",
        "{% for x in [1] %}{% else %}{% endfor %}; 2; 'else' belongs into an 'if'",
        "{% if 1 %}{% else %}{% elif 2 %}{% endif %}; 2; after 'else'",
        "{% for x %}{% endfor %}; 2; 'for' is written",
        "{{ 1|nonsense }}; 2; there is no filter 'nonsense'; there are abs, attr,",
        "{{ 1 is nonsense }}; 2; there is no test 'is nonsense'; there are",
        "{{ nonsense(1) }}; 2; there is no function or macro 'nonsense'",
        "{% macro m(a=) %}{% endmacro %}; 2; an expression is missing",
        "{% include x %}; 2; 'include' takes one file name in quotation marks",
        "{% include 'none.json.j2' %}; 2; the template 'none.json.j2' cannot be read from",
        "{% include '../x.json.j2' %}; 2; ../x.json.j2",
        "\"; 2; a quotation mark is missing or too many",
        "\"\\{{1}}\"; 2; an expression must not follow a backslash",
        "{% if 1 %}\"{% endif %}; 2; 'if' begins outside of JSON strings and must end outside",
        "{% if 1 %}\"{% else %}\"{% endif %}; 2; the text before 'else' begins outside",
        "{% if 1 %}{% else %}\"{% endif %}; 2; 'if' begins outside",
        "\"{% for x in [1] %}\"{% endfor %}; 2; 'for' begins inside a JSON string and must end",
      })
  void brokenTemplateIsRefusedWithFileAndLine(String broken, int line, String message) {
    assertThatThrownBy(() -> reader(folder, "t.json.j2", "[1]\n" + broken))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("t.json.j2:" + line + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void includedFileIsReadOnceAndStandsInItsPlace() throws IOException {
    Files.writeString(
        folder.resolve("product.json.j2"), "{\"id\": {{p.id}}, \"name\": \"{{p.name}}\"}");
    Template template =
        reader(
            folder,
            "t.json.j2",
            """
            [{% for p in request.body %}{% include "product.json.j2" %}\
            {% if not loop.last %}, {% endif %}{% endfor %}]""");
    Files.delete(folder.resolve("product.json.j2"));

    assertThat(
            template.render(
                Samples.event("[{\"id\": 1, \"name\": \"a\\\"\"}, {\"id\": \"2\", \"name\": 3}]")))
        .isEqualTo("[{\"id\": 1, \"name\": \"a\\\"\"}, {\"id\": \"2\", \"name\": \"3\"}]");
  }

  @Test
  void macrosOfAnIncludedFileMayBeCalled() throws IOException {
    Files.writeString(
        folder.resolve("macros.json.j2"),
        "{% macro money(p) %}{{p.amount}} {{p.currency}}{% endmacro %}");
    Template template =
        reader(folder, "t.json.j2", "{% include 'macros.json.j2' %}\"{{money(request.body)}}\"");

    assertThat(template.render(Samples.event("{\"amount\": 1.10, \"currency\": \"EUR\"}")))
        .isEqualTo("\"1.10 EUR\"");
  }

  @Test
  void errorsOfAnIncludedFileNameIt() throws IOException {
    Files.writeString(folder.resolve("inner.json.j2"), "[\n{{request.body.none}}]");
    Files.writeString(folder.resolve("broken.json.j2"), "[\n{{]");

    Template template = reader(folder, "t.json.j2", "{% include 'inner.json.j2' %}");
    assertThatThrownBy(() -> template.render(Samples.event("{}")))
        .hasMessage("inner.json.j2:2: 'request.body.none' is undefined");
    assertThatThrownBy(() -> reader(folder, "t.json.j2", "{% include 'broken.json.j2' %}"))
        .hasMessageStartingWith("broken.json.j2:2: ");
  }

  @Test
  void fileThatIncludesItselfIsRefused() throws IOException {
    Files.writeString(folder.resolve("t.json.j2"), "{% include 't.json.j2' %}");

    assertThatThrownBy(() -> reader(folder, "t.json.j2", "{% include 't.json.j2' %}"))
        .hasMessage("t.json.j2:1: 't.json.j2' includes itself, or includes go too deep");
  }

  @Test
  void whitespaceControlTrimsAsInJinja() {
    Template template = reader(folder, "t.json.j2", "[ {%- if true -%} 1 {%- endif -%} ]");

    assertThat(template.render(Samples.event("{}"))).isEqualTo("[1]");
  }
}
