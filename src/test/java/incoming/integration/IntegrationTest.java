package incoming.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntegrationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Provide
  Arbitrary<Integration> integrations() {
    return AnyIntegration.all();
  }

  @Property(tries = 200)
  void integrationSurvivesItsJson(@ForAll("integrations") Integration integration)
      throws JsonProcessingException {
    String json = JSON.writeValueAsString(integration);

    assertThat(JSON.readValue(json, Integration.class)).isEqualTo(integration);
  }

  @Test
  void jsonMayLeaveOutAllButTheName() throws JsonProcessingException {
    Integration integration = JSON.readValue("{\"name\": \"orders\"}", Integration.class);

    assertThat(integration.delivery()).isEqualTo(Delivery.Queue.DEFAULT);
    assertThat(integration.faults()).extracting(Fault::pointer).containsExactly("/endpointId");
    assertThat(integration.missing()).extracting(Fault::pointer).containsExactly("/outgoing");
  }

  @Test
  void kindsAreToldByTheirTypes() throws JsonProcessingException {
    Integration integration =
        JSON.readValue(
            """
            {
              "name": "orders",
              "authentication": {"type": "api-key", "keys": ["shop"]},
              "filter": {
                "type": "conditions",
                "match": "any",
                "conditions": [
                  {"parameter": "body.a", "operator": "starts-with", "value": "x"},
                  {"parameter": "body.b", "operator": "greater", "value": 1.50}
                ]
              },
              "delivery": {"type": "direct"}
            }
            """,
            Integration.class);

    assertThat(integration.authentication())
        .isEqualTo(new Authentication.ApiKey("", List.of("shop")));
    assertThat(integration.filter())
        .isEqualTo(
            new Filter.Conditions(
                Filter.Match.ANY,
                List.of(
                    new Condition("body.a", Operator.STARTS_WITH, "x"),
                    new Condition("body.b", Operator.GREATER, new BigDecimal("1.5")))));
    assertThat(integration.delivery()).isEqualTo(new Delivery.Direct());
  }

  @Test
  void allFaultsAreToldAtOnceEachWithItsField() {
    Integration integration =
        new Integration(
            "No Name",
            "two\nlines {{env:SECRET}}",
            "An Icon",
            "a/../b",
            new Former("a b", "tomorrow"),
            "4 elephants",
            new Authentication.Signature(
                "hmac",
                List.of("Key", "k", "k"),
                "5m",
                new Authentication.Hmac("X Y", "sha1", "hax", "a&key=other")),
            Arrays.asList("10.0.0.0/8", "example.com", "[::1]", null),
            new RateLimit(Double.NaN, 0),
            new Filter.Conditions(
                Filter.Match.ALL,
                List.of(
                    new Condition("no.part", null, "x"),
                    new Condition("body.a", Operator.MATCHES, "(["),
                    new Condition("body.a", Operator.MATCHES, "${bean:x}"),
                    new Condition("body.a", Operator.EXISTS, 1),
                    new Condition("body.a", Operator.GREATER, true),
                    new Condition("body.a", Operator.EQUALS, List.of()),
                    new Condition("body.a", Operator.EQUALS, new BigDecimal("1e999999999")))),
            List.of("body.a", "request.body.a", "eventId", "body."),
            new Delivery.Queue(2, -1.0, "1ms", "2d", "for ever", true),
            new Outgoing(
                "TRACE",
                "ftp://x",
                List.of(
                    new Header("CamelHttpUri", "x"),
                    new Header("Authorization", "resource:file:/etc/passwd"),
                    new Header("X-A", "{body.a"),
                    new Header("x-a", " x\r\nY: z")),
                "a&b",
                0,
                300_001,
                new Template(Template.Format.JSON, "\uD800")));

    assertThat(integration.faults())
        .extracting(Fault::pointer)
        .contains(
            "/name",
            "/description",
            "/icon",
            "/endpointId",
            "/former/endpointId",
            "/former/until",
            "/maxBodySize",
            "/authentication/keys/0",
            "/authentication/keys/2",
            "/authentication/tolerance",
            "/authentication/hmac/header",
            "/authentication/hmac/algorithm",
            "/authentication/hmac/encoding",
            "/authentication/hmac/prefix",
            "/allowFrom/1",
            "/allowFrom/2",
            "/allowFrom/3",
            "/rateLimit/perSecond",
            "/rateLimit/burst",
            "/filter/conditions/0/parameter",
            "/filter/conditions/0/operator",
            "/filter/conditions/1/value",
            "/filter/conditions/2/value",
            "/filter/conditions/3/value",
            "/filter/conditions/4/value",
            "/filter/conditions/5/value",
            "/filter/conditions/6/value",
            "/hashParameters/1",
            "/hashParameters/2",
            "/hashParameters/3",
            "/delivery/concurrency",
            "/delivery/maxRate",
            "/delivery/retryDelay",
            "/delivery/maxRetryDelay",
            "/delivery/retryFor",
            "/outgoing/method",
            "/outgoing/url",
            "/outgoing/headers/0/name",
            "/outgoing/headers/1/name",
            "/outgoing/headers/1/text",
            "/outgoing/headers/2/text",
            "/outgoing/headers/3",
            "/outgoing/headers/3/text",
            "/outgoing/credentials",
            "/outgoing/connectTimeoutMillis",
            "/outgoing/responseTimeoutMillis",
            "/outgoing/template/text");
    assertThat(integration.faults()).allMatch(fault -> !fault.message().contains("\n"));
  }

  @Test
  void everyListAndTextHasALimit() {
    Integration integration =
        new Integration(
            "a".repeat(65),
            "x".repeat(201),
            "",
            "a",
            null,
            "",
            new Authentication.Basic(Collections.nCopies(11, "a")),
            Collections.nCopies(101, "10.0.0.1"),
            null,
            new Filter.Conditions(
                Filter.Match.ALL,
                Collections.nCopies(
                    21, new Condition("body.a", Operator.EQUALS, "x".repeat(1001)))),
            List.of("body.a", "body.b", "body.c", "body.d", "body.e", "body.f"),
            null,
            new Outgoing(
                "POST",
                "https://x/" + "y".repeat(2000),
                Collections.nCopies(21, new Header("X-A", "x".repeat(1001))),
                "",
                null,
                null,
                new Template(Template.Format.JSON, "x".repeat(300_000))));

    assertThat(integration.faults())
        .extracting(Fault::pointer)
        .contains(
            "/name",
            "/description",
            "/authentication/keys",
            "/allowFrom",
            "/filter/conditions",
            "/filter/conditions/0/value",
            "/hashParameters",
            "/outgoing/url",
            "/outgoing/headers",
            "/outgoing/headers/0/text",
            "/outgoing/template/text");
  }

  @Test
  void urlKeepsTheOptionsOfTheCallOutOfItsQuery() {
    for (String url :
        List.of(
            "https://x.example.com?httpMethod=GET",
            "https://x.example.com/a?b=c&credentials=other",
            "https://x.example.com/a?%63redentials=other",
            "https://x.example.com/a?b=c&http%4dethod=GET",
            "https://x.example.com?",
            "https://x.example.com/a b",
            "https://x.example.com/#a",
            "http:x",
            "https://",
            "file:///etc/passwd",
            "jinjava:x")) {
      Faults faults = new Faults();
      new Outgoing("POST", url, null, "", null, null, null).check(faults);

      assertThat(faults.all()).as(url).extracting(Fault::pointer).contains("/url");
    }
  }
}
