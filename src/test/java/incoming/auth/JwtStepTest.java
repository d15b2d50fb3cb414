package incoming.auth;

import static incoming.auth.Tokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Answer;
import incoming.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtStepTest {
  private final JwtStep step =
      Logins.with("incoming.keys.shop.secret", SECRET, "incoming.keys.crm.secret", SECRET)
          .jwtStep();

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
  void goodTokenPasses(String scheme) throws Exception {
    Exchange exchange = process(scheme + Tokens.good());
    assertThat(exchange.isRouteStop()).isFalse();
    assertThat(refusal(exchange)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic YTpi", "Bearer", "Bearer ", "Bearerx", "token", "Bearer\tx"})
  void requestWithoutBearerTokenIsToldWithoutErrorCode(String header) throws Exception {
    Exchange exchange = process(header);
    assertThat(refusal(exchange).status()).isEqualTo(401);
    assertThat(refusal(exchange).headers())
        .containsEntry("WWW-Authenticate", "Bearer realm=\"incoming\"")
        .containsEntry("Content-Type", "application/problem+json");
    assertThat(exchange.isRouteStop()).isTrue();
  }

  @Test
  void requestWithoutHeaderIsTold() throws Exception {
    assertThat(body(process())).contains("\"type\":\"/problems/token-missing\"");
  }

  @Test
  void twoHeadersAreRefusedThoughBothAreGood() throws Exception {
    String header = "Bearer " + Tokens.good();
    assertThat(body(process(header, header)))
        .contains("/problems/token-invalid", "more than one Authorization header");
  }

  @Test
  void refusalRepeatsNothingOfTheToken() throws Exception {
    Exchange exchange = process("Bearer <evil>\"\\.\u00e9.c");
    assertThat(body(exchange)).contains("/problems/token-invalid").doesNotContain("evil");
    assertThat(refusal(exchange).headers().get("WWW-Authenticate")).doesNotContain("evil");
  }

  @Test
  void unknownKeyIsNamedWithThoseThereAre() {
    Map<String, Object> options = new HashMap<>(Map.of("apiKey", "shpo"));
    assertThatThrownBy(() -> step.create(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("incoming:jwt?apiKey=shpo: there is no such key; declared are crm, shop");
    assertThatThrownBy(() -> step.create(new HashMap<>()))
        .hasMessage("incoming:jwt needs apiKey=<name of a key>; declared are crm, shop");
  }

  @Test
  void stepTakesItsOptionAndLeavesOthers() {
    Map<String, Object> options = new HashMap<>(Map.of("apiKey", "shop", "apikey", "x"));
    step.create(options);
    assertThat(options).containsOnlyKeys("apikey");
  }

  private Exchange process(String... headers) throws Exception {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (String header : headers) {
      all.add("authorization", header);
    }
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(
        Request.PROPERTY,
        new Request(
            "POST",
            "/in/x",
            null,
            all,
            new byte[0],
            0,
            SocketAddress.inetSocketAddress(50000, "192.0.2.7")));
    step.create(new HashMap<>(Map.of("apiKey", "shop"))).process(exchange);
    return exchange;
  }

  private static Answer refusal(Exchange exchange) {
    return exchange.getProperty("IncomingRefusal", Answer.class);
  }

  private static String body(Exchange exchange) {
    return new String(refusal(exchange).body(), StandardCharsets.UTF_8);
  }
}
