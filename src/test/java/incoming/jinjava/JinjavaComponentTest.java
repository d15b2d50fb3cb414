package incoming.jinjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.event.Event;
import incoming.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JinjavaComponentTest {
  @TempDir Path routes;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.getComponent("jinjava", JinjavaComponent.class).setDirectory(routes.toString());
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void stepMakesTheRenderedBytesTheBody() throws Exception {
    write("t.json.j2", "{\"v\": \"{{request.body.v}}\"}");
    route("r", "jinjava:t.json.j2");

    Exchange exchange = send("r", "{\"v\": \"é\"}");

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody(byte[].class))
        .isEqualTo("{\"v\": \"é\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void templateSeesNothingOfTheExchange() throws Exception {
    write("t.txt.j2", "{{header is defined}}{{headers is defined}}{{body is defined}}");
    route("r", "jinjava:t.txt.j2");

    assertThat(send("r", "{}").getMessage().getBody(String.class)).isEqualTo("falsefalsefalse");
  }

  @Test
  void failedRenderingFailsTheExchangeAndTellsTheSenderNothingOfTheTemplate() throws Exception {
    write("t.json.j2", "{\"v\": {{request.body.none}}}");
    route("r", "jinjava:t.json.j2");

    Exchange exchange = send("r", "{}");

    assertThat(exchange.getException())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e).hasMessage("t.json.j2:1: 'request.body.none' is undefined");
              assertThat(e.problem().status()).isEqualTo(500);
              assertThat(e.problem().type()).isEqualTo("/problems/template-failed");
              assertThat(new String(e.problem().answer().body(), StandardCharsets.UTF_8))
                  .doesNotContain("t.json.j2", "none");
            });
  }

  @Test
  void brokenTemplateKeepsTheRouteFromStarting() throws Exception {
    write("t.json.j2", "{\n\"v\": {{request.body.}}}");

    assertThatThrownBy(() -> route("r", "jinjava:t.json.j2"))
        .hasRootCauseInstanceOf(TemplateException.class)
        .rootCause()
        .hasMessageStartingWith("t.json.j2:2: cannot read {{ request.body. }}");
  }

  @Test
  void missingTemplateAndOneOutsideOfTheFolderKeepTheRouteFromStarting() {
    assertThatThrownBy(() -> route("r", "jinjava:none.json.j2"))
        .hasStackTraceContaining("the template 'none.json.j2' cannot be read from");
    assertThatThrownBy(() -> route("s", "jinjava:../t.json.j2"))
        .hasStackTraceContaining("the template '../t.json.j2'");
    assertThatThrownBy(() -> route("t", "jinjava:http:example.com/t.json.j2"))
        .hasStackTraceContaining("must be a file beside the route or begin with classpath:");
  }

  @Test
  void unknownOptionKeepsTheRouteFromStarting() throws Exception {
    write("t.json.j2", "{}");

    assertThatThrownBy(() -> route("r", "jinjava:t.json.j2?allowTemplateFromHeader=true"))
        .hasStackTraceContaining("allowTemplateFromHeader");
  }

  @Test
  void newVersionOfARouteReadsTheTemplateAnew() throws Exception {
    write("t.txt.j2", "one");
    route("r", "jinjava:t.txt.j2");
    write("t.txt.j2", "two");
    route("s", "jinjava:t.txt.j2");

    assertThat(send("r", "{}").getMessage().getBody(String.class)).isEqualTo("one");
    assertThat(send("s", "{}").getMessage().getBody(String.class)).isEqualTo("two");
  }

  @Test
  void languageReadsAFileOrTheRouteItself() throws Exception {
    write("t.json.j2", "[{{request.body.v}}]");
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:file").setBody().language("jinja", "resource:t.json.j2");
            from("direct:text").setBody().language("jinja", "v=\\{{request.body.v\\}}");
            from("direct:json").setBody().language("jinja", "{\"v\": \"\\{{request.body.v\\}}\"}");
            from("direct:tags")
                .setBody()
                .language("jinja", "{# c #}{% set v = request.body.v %} [\"\\{{v\\}}\"]");
            from("direct:filter")
                .filter()
                .language("jinja", "\\{{request.body.v == 'a\"'\\}}")
                .setBody()
                .constant("passed");
          }
        });

    String body = "{\"v\": \"a\\\"\"}";
    assertThat(send("file", body).getMessage().getBody()).isEqualTo("[\"a\\\"\"]");
    assertThat(send("text", body).getMessage().getBody()).isEqualTo("v=a\"");
    assertThat(send("json", body).getMessage().getBody()).isEqualTo("{\"v\": \"a\\\"\"}");
    assertThat(send("tags", body).getMessage().getBody()).isEqualTo(" [\"a\\\"\"]");
    assertThat(send("filter", body).getMessage().getBody()).isEqualTo("passed");
    assertThat(send("filter", "{\"v\": 1}").getMessage().getBody()).isNull();
  }

  @Test
  void brokenLanguageExpressionKeepsTheRouteFromBeingBuilt() {
    assertThatThrownBy(
            () ->
                camel.addRoutes(
                    new RouteBuilder() {
                      @Override
                      public void configure() {
                        from("direct:x").setBody().language("jinja", "x\n\\{{1 +\\}}");
                      }
                    }))
        .hasStackTraceContaining("inline:2: cannot read {{ 1 + }}");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(routes.resolve(file), text);
  }

  private void route(String id, String to) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + id).to(to);
          }
        });
  }

  private Exchange send(String id, String body) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(Event.PROPERTY, Samples.event(body));
    return camel.createProducerTemplate().send("direct:" + id, exchange);
  }
}
