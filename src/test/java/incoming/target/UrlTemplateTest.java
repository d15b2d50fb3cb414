package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.event.Event;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
  private static final String BASE = "https://api.example.com:8443";

  @Test
  void valuesStandInPathAndQuery() {
    UrlTemplate template =
        new UrlTemplate(
            BASE,
            "/v1/orders/{body.order.id}/lines-{body.line}",
            "fixed=1",
            List.of(Map.entry("source", "web {query.src}"), Map.entry("a b", "{body.ok}")));
    Event event =
        event(Map.of("order", Map.of("id", "A/1"), "line", 7L, "ok", true), Map.of("src", "x&y=z"));
    assertThat(template.url(event).url())
        .hasToString(BASE + "/v1/orders/A%2F1/lines-7?fixed=1&source=web%20x%26y%3Dz&a%20b=true");
  }

  @Test
  void nameInBracketsMayHaveSlashAndBrace() {
    UrlTemplate template =
        new UrlTemplate(BASE, "/{body[\"a/}b\"]}/{headers[\"X-Id\"]}", null, List.of());
    Event event =
        new Event("e", "i", null, 0, "POST", Map.of("x-id", "h"), Map.of(), Map.of("a/}b", "v"));
    assertThat(template.url(event).url()).hasToString(BASE + "/v/h");
  }

  @Test
  void literalTextIsEncodedAndWhatIsEncodedAlreadyStays() {
    UrlTemplate template = new UrlTemplate(BASE, "/ü/a%20b/c d/\\{x}/{body.v}", null, List.of());
    assertThat(template.url(event(Map.of("v", "v"))).url())
        .hasToString(BASE + "/%C3%BC/a%20b/c%20d/%7Bx%7D/v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{body.none} | needs body.none, which the event does not have",
        "{body.nil} | needs body.nil, which is null",
        "{body.object} | needs body.object, which is an object",
        "{body.array} | needs body.array, which is an array",
        "{body.blank} | has '' for {body.blank}, which is no path segment",
        "{body.dot} | has '.' for {body.dot}, which is no path segment",
        "{body.dot}{body.dot} | has '..' for {body.dot}{body.dot}, which is no path segment",
        ".{body.dot} | has '..' for .{body.dot}, which is no path segment",
        "{body.long} | is longer than 8192 characters"
      })
  void valueThatDoesNotFitIsToldAndGivesNoUrl(String path, String problem) {
    Map<String, Object> body = new HashMap<>();
    body.put("nil", null);
    body.put("object", Map.of());
    body.put("array", List.of(1L));
    body.put("blank", "");
    body.put("dot", ".");
    body.put("long", "x".repeat(8192));
    UrlTemplate template = new UrlTemplate(BASE, "/" + path, null, List.of());
    UrlTemplate.Outcome outcome = template.url(event(body, Map.of()));
    assertThat(outcome.url()).isNull();
    assertThat(outcome.problem()).isEqualTo(problem);
  }

  @Test
  void withoutEventNothingCanBeWritten() {
    assertThat(new UrlTemplate(BASE, "/{body.v}", null, List.of()).url(null).problem())
        .isEqualTo("needs body.v, which the event does not have");
  }

  @Test
  void fixedSegmentsMayBeEmpty() {
    UrlTemplate template = new UrlTemplate(BASE, "/a//{body.v}/", null, List.of());
    assertThat(template.url(event(Map.of("v", "x"))).url()).hasToString(BASE + "/a//x/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/{body.v", "/{}", "/{bdy.v}", "/{body.v }x{", "/{body..v}"})
  void wrongTemplateSaysWhere(String path) {
    assertThatThrownBy(() -> new UrlTemplate(BASE, path, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(", character ");
  }

  @Property
  void whateverTheValueTheHostAndTheShapeStay(@ForAll String value) {
    UrlTemplate template =
        new UrlTemplate(
            BASE,
            "/v1/{body}/x{body}/end",
            "k=1",
            List.of(Map.entry("q", "{body}"), Map.entry("r", "1")));
    UrlTemplate.Outcome outcome = template.url(event(value));
    if (outcome.url() == null) {
      assertThat(value.isEmpty() || value.equals(".") || value.equals("..") || value.length() > 600)
          .isTrue();
      return;
    }
    URI url = outcome.url();
    assertThat(url.normalize()).isEqualTo(url);
    assertThat(url.getScheme()).isEqualTo("https");
    assertThat(url.getRawAuthority()).isEqualTo("api.example.com:8443");
    assertThat(url.getRawFragment()).isNull();
    String[] segments = url.getRawPath().split("/", -1);
    assertThat(segments).hasSize(5);
    assertThat(segments[1]).isEqualTo("v1");
    assertThat(segments[4]).isEqualTo("end");
    String[] parameters = url.getRawQuery().split("&", -1);
    assertThat(parameters).hasSize(3);
    assertThat(Arrays.stream(parameters).map(text -> text.split("=", -1)).toList())
        .allSatisfy(parts -> assertThat(parts).hasSize(2));
    String utf8 = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(URLDecoder.decode(segments[2], StandardCharsets.UTF_8)).isEqualTo(utf8);
    assertThat(URLDecoder.decode(parameters[1].substring(2), StandardCharsets.UTF_8))
        .isEqualTo(utf8);
  }

  private static Event event(Object body) {
    return event(body, Map.of());
  }

  private static Event event(Object body, Map<String, Object> query) {
    return new Event("e", "i", null, 0, "POST", Map.of(), query, body);
  }
}
