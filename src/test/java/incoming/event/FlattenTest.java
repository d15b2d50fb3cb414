package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Answer;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlattenTest {
  private static final long RECEIVED = 1_760_000_000_000L;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Flatten flatten =
      new Flatten(new EventSettings(64, 10_000, 1_024, 4L << 20, 1_000, Optional.of("profile-1")));

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void requestBecomesAnEvent() {
    Exchange exchange = flattened("a=1&a=2&b=x%20y", "{\"type\":\"email\",\"n\":1.10}");

    Event event = Event.of(exchange);
    assertThat(event.eventId())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*");
    assertThat(event.endpointId()).isEqualTo("6f1c9f2e");
    assertThat(event.businessProfileId()).isEqualTo("profile-1");
    assertThat(event.time()).isEqualTo(RECEIVED);
    assertThat(event.method()).isEqualTo("POST");
    assertThat(event.headers()).isEqualTo(Map.of("x-request-id", "r-1"));
    assertThat(event.query()).isEqualTo(Map.of("a", List.of("1", "2"), "b", "x y"));
    assertThat(JsonText.of(event.body())).isEqualTo("{\"type\":\"email\",\"n\":1.10}");
  }

  @Test
  void messageIsTheEventWithoutHeaders() {
    Exchange exchange = exchange(null, "{}".getBytes(UTF_8));
    exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere");
    flatten.process(exchange);
    assertThat(exchange.getMessage().getHeaders()).isEmpty();
    assertThat(exchange.getMessage().getBody()).isEqualTo(Event.of(exchange).asMap());
  }

  @Test
  void senderIsPromisedTheEventId() {
    Exchange exchange = flattened(null, "[1]");
    Answer answer = answer(exchange);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .asString(UTF_8)
        .isEqualTo("{\"eventId\":\"" + Event.of(exchange).eventId() + "\"}");
    assertThat(exchange.isRouteStop()).isFalse();
  }

  @Test
  void badJsonIsRefusedAndThereIsNoEvent() {
    Exchange exchange = flattened(null, "{\"a\":1,}");
    assertThat(exchange.isRouteStop()).isTrue();
    assertThat(answer(exchange).status()).isEqualTo(400);
    assertThat(answer(exchange).body()).asString(UTF_8).contains("/problems/not-json", "column 8");
    assertThatThrownBy(() -> Event.of(exchange)).hasMessageContaining("incoming:flatten");
  }

  @Test
  void malformedQueryIsRefused() {
    assertThat(answer(flattened("a=%zz", "{}")).body())
        .asString(UTF_8)
        .contains("/problems/malformed-query");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Exchange exchange = exchange(null, new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
    flatten.process(exchange);
    assertThat(answer(exchange).body()).asString(UTF_8).contains("/problems/not-utf-8");
  }

  @Test
  void jsonPathFiltersReadTheMessage() {
    String body = "{\"type\":\"email\",\"products\":[{\"price\":10.50,\"n\":1e400}],\"none\":null}";
    for (String path :
        List.of(
            "$.body[?(@.type == 'email')]",
            "$.body.products[?(@.price > 10)]",
            "$.body.products[?(@.n > 10)]",
            "$[?(@.method == 'POST')]",
            "$.query[?(@.a == '1')]",
            "$.headers[?(@['x-request-id'] == 'r-1')]",
            "$.headers[?(@['X-Request-ID'] == 'r-1')]")) {
      assertThat(matches(path, flattened("a=1", body))).as(path).isTrue();
    }
    for (String path :
        List.of(
            "$.body[?(@.type == 'sms')]",
            "$.body[?(@.missing == 'email')]",
            "$.body.products[?(@.price > 11)]",
            "$.body.products[?(@.missing.deeper > 11)]")) {
      assertThat(matches(path, flattened("a=1", body))).as(path).isFalse();
    }
  }

  @Test
  void filterWrittenFromTheRootOnlyFailsToMatchWhateverTheBodyIs() {
    // Written as $.body[?(...)] or $.body.products[?(...)] it throws where the body has no such
    // thing, and the sender would be told of an error that is none.
    for (String body : List.of("{}", "[]", "null", "\"email\"", "7", "{\"type\":{}}")) {
      assertThat(matches("$[?(@.body.type == 'email')]", flattened(null, body))).as(body).isFalse();
      assertThat(matches("$[?(@.body.products[0].price > 1)]", flattened(null, body)))
          .as(body)
          .isFalse();
    }
    assertThat(matches("$[?(@.body.type == 'email')]", flattened(null, "{\"type\":\"email\"}")))
        .isTrue();
  }

  private boolean matches(String path, Exchange exchange) {
    Predicate predicate = context.resolveLanguage("jsonpath").createPredicate(path);
    predicate.init(context);
    return predicate.matches(exchange);
  }

  private Exchange flattened(String query, String body) {
    Exchange exchange = exchange(query, body.getBytes(UTF_8));
    flatten.process(exchange);
    return exchange;
  }

  private Exchange exchange(String query, byte[] body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("X-Request-ID", "r-1").add("Authorization", "Bearer s3cret");
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(
        Request.PROPERTY,
        new Request(
            "POST",
            "/in/6f1c9f2e",
            query,
            headers,
            body,
            RECEIVED,
            SocketAddress.inetSocketAddress(50000, "192.0.2.7")));
    return exchange;
  }

  /** Whatever the sender would be told: this package cannot see the names of the properties. */
  private static Answer answer(Exchange exchange) {
    return exchange.getProperties().values().stream()
        .filter(Answer.class::isInstance)
        .map(Answer.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
