package incoming;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook comes in, a templated HTTP call goes out. */
class MainJobIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-of-more-than-32-bytes-for-the-tests";

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir static Path folder;
  private static RunningApplication app;

  @BeforeAll
  static void start() {
    app = application().start();
  }

  private static RunningApplication.Setup application() {
    String deduplicated =
        """
                - idempotentConsumer:
                    idempotentRepository: deduplication
                    completionEager: true
                    expression:
                      language: {language: hash, expression: 'body.order_number, headers["x-request-id"]'}
                    steps:
                      - to: jinjava:order.json.j2
                      - to: http://127.0.0.1:%d/events?httpMethod=POST
        """
            .formatted(TARGET.getPort())
            .indent(-8);
    return RunningApplication.in(folder)
        .property("incoming.keys.shop.secret", SECRET)
        .property("incoming.delivery.response-timeout", "1s")
        .property("incoming.business-profile-id", "profile-1")
        .file(
            "order.json.j2",
            """
            {"email": "{{request.body.customer_email}}", "order": {{request.body.order_number}},
             "eventId": "{{request.eventId}}", "id": "{{request.headers["X-Request-ID"] | default('')}}",
             "profile": "{{request.businessProfileId}}"}
            """)
        .file("plain.camel.yaml", route("plain", "", deduplicated))
        .file("token.camel.yaml", route("token", "- to: incoming:jwt?apiKey=shop", deduplicated))
        .file("nokey.camel.yaml", route("nokey", "- to: incoming:jwt?apiKey=none", deduplicated))
        .file(
            "filtered.camel.yaml",
            route(
                "filtered",
                "",
                "- filter:\n    jsonpath: $[?(@.body.type == 'email')]\n    steps:\n"
                    + deduplicated.indent(6)));
  }

  private static String route(String id, String authentication, String steps) {
    String text =
        """
        - route:
            id: %s
            from:
              uri: platform-http:/in/%s
              parameters:
                httpMethodRestrict: POST
                consumes: application/json
              steps:
        """
            .formatted(id, id);
    String all =
        (authentication.isEmpty() ? "" : authentication + "\n") + "- to: incoming:flatten\n";
    return text + (all + steps).indent(8);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void targetIsWell() {
    answers(aResponse().withStatus(202).withHeader("Set-Cookie", "t=1").withBody("from target"));
  }

  private static void answers(ResponseDefinitionBuilder answer) {
    TARGET.resetAll();
    TARGET.stubFor(any(anyUrl()).willReturn(answer));
  }

  private static List<LoggedRequest> calls() {
    return TARGET.findAll(
        com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl()));
  }

  private static String order(String number) {
    return "{\"customer_email\":\"anna@example.com\",\"order_number\":\"" + number + "\"}";
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static String token(Instant expiry) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.HS256),
              new JWTClaimsSet.Builder().subject("x").expirationTime(Date.from(expiry)).build());
      jwt.sign(new MACSigner(SECRET));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void newRequestBecomesOneCallAndItsDuplicate204() throws IOException {
    String body = order(unique());
    HttpResponse<String> first = app.post("/in/plain", body, "X-Request-ID", "r-1");
    HttpResponse<String> second = app.post("/in/plain", body, "X-Request-ID", "r-1");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().map().keySet())
        .containsExactlyInAnyOrder("content-type", "content-length");
    assertThat(second.statusCode()).isEqualTo(204);
    assertThat(second.body()).isEmpty();
    assertThat(calls()).hasSize(1);
    LoggedRequest call = calls().get(0);
    String eventId = JSON.readTree(first.body()).get("eventId").asText();
    JsonNode sent = JSON.readTree(call.getBodyAsString());
    assertThat(sent.get("email").asText()).isEqualTo("anna@example.com");
    assertThat(sent.get("eventId").asText()).isEqualTo(eventId);
    assertThat(sent.get("id").asText()).isEqualTo("r-1");
    assertThat(sent.get("profile").asText()).isEqualTo("profile-1");
    assertThat(call.getMethod().getName()).isEqualTo("POST");
    assertThat(call.getHeader("Idempotency-Key")).isEqualTo(eventId);
    assertThat(call.getHeader("Content-Type")).startsWith("application/json");
    assertThat(call.getHeader("User-Agent")).startsWith("Incoming/");
  }

  @Test
  void nothingOfTheRequestIsForwarded() {
    app.post(
        "/in/plain?CamelHttpUri=http://evil&x=1",
        order(unique()),
        "Authorization",
        "Bearer secret",
        "Cookie",
        "a=b",
        "X-Custom",
        "1",
        "CamelHttpUri",
        "http://127.0.0.1:1/",
        "CamelHttpMethod",
        "DELETE");

    assertThat(calls()).hasSize(1);
    assertThat(calls().get(0).getUrl()).isEqualTo("/events");
    assertThat(calls().get(0).getHeaders().keys())
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .isSubsetOf(
            "host",
            "user-agent",
            "content-type",
            "content-length",
            "transfer-encoding",
            "connection",
            "accept-encoding",
            "idempotency-key");
  }

  @Test
  void twoHundredConcurrentDuplicatesGiveOne200And199Times204AndOneCall() throws Exception {
    answers(aResponse().withStatus(200).withFixedDelay(200));
    String body = order(unique());
    ExecutorService senders = Executors.newFixedThreadPool(200);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(
            CompletableFuture.supplyAsync(
                () -> {
                  await(go);
                  return app.post("/in/plain", body);
                },
                senders));
      }
      go.countDown();
      List<String> told =
          answers.stream()
              .map(CompletableFuture::join)
              .map(answer -> answer.statusCode() + answer.body().replaceAll("\"eventId.*", ""))
              .toList();

      assertThat(told.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())))
          .containsOnly(
              org.assertj.core.api.Assertions.entry("200{", 1L),
              org.assertj.core.api.Assertions.entry("204", 199L));
      assertThat(calls()).hasSize(1);
    } finally {
      senders.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 429, 500, 503})
  void targetThatRefusesAnswers502AndTheRetryIsNew(int status) {
    answers(aResponse().withStatus(status).withBody("inner").withHeader("Location", "/x"));
    String body = order(unique());
    HttpResponse<String> refused = app.post("/in/plain", body);
    int called = calls().size();
    answers(aResponse().withStatus(200));
    HttpResponse<String> retried = app.post("/in/plain", body);

    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.body()).contains("/problems/target-refused").doesNotContain("inner");
    assertThat(called).isEqualTo(1);
    assertThat(retried.statusCode()).isEqualTo(200);
  }

  @Test
  void targetThatHangsAnswers504AndTheRetryIsNew() {
    answers(aResponse().withStatus(200).withFixedDelay(3000));
    String body = order(unique());
    HttpResponse<String> timedOut = app.post("/in/plain", body);
    answers(aResponse().withStatus(200));

    assertThat(timedOut.statusCode()).isEqualTo(504);
    assertThat(timedOut.body()).contains("/problems/target-timeout");
    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(200);
  }

  @Test
  void templateThatFailsAnswers500AndNothingIsSentOrRemembered() {
    String incomplete = "{\"order_number\":\"" + unique() + "\"}";

    assertThat(app.post("/in/plain", incomplete).statusCode()).isEqualTo(500);
    assertThat(app.post("/in/plain", incomplete).statusCode()).isEqualTo(500);
    assertThat(calls()).isEmpty();
  }

  @Test
  void requestsWithoutAnyHashParameterAreAllNew() {
    answers(aResponse().withStatus(200));
    String body = "{\"customer_email\":\"a\"}";
    // The template needs an order number, so the claim is what is tested here: no 204, no 503.
    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(500);
    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}x", "{\"a\":1,\"a\":2}", "\uFEFF{}", "[NaN]", "{'a':1}"})
  void whatIsNotJsonAnswers400(String body) {
    HttpResponse<String> answer = app.post("/in/plain", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(calls()).isEmpty();
  }

  @Test
  void valuesArriveAsTheyWereSentAndNeverAsTemplate() throws IOException {
    String hostile = "{{7*7}} \\\" } ] {% for x in y %} </script> \\u0000 \\\\ \\n";
    String body =
        "{\"customer_email\":\"" + hostile + "\",\"order_number\":\"1, \\\"admin\\\": true\"}";

    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(200);
    JsonNode sent = JSON.readTree(calls().get(0).getBodyAsString());
    assertThat(sent.get("email").asText())
        .isEqualTo(JSON.readTree(body).get("customer_email").asText());
    assertThat(sent.get("order").asText()).isEqualTo("1, \"admin\": true");
    assertThat(sent.has("admin")).isFalse();
  }

  @Test
  void requestThatDoesNotPassTheFilterAnswers200AndTriggersNothing() {
    String other =
        "{\"type\":\"sms\",\"customer_email\":\"a\",\"order_number\":\"" + unique() + "\"}";
    String email = other.replace("sms", "email");

    assertThat(app.post("/in/filtered", other).statusCode()).isEqualTo(200);
    assertThat(calls()).isEmpty();
    assertThat(app.post("/in/filtered", email).statusCode()).isEqualTo(200);
    assertThat(app.post("/in/filtered", email).statusCode()).isEqualTo(204);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void tokenIsAskedForBeforeAnythingElse() {
    HttpResponse<String> without = app.post("/in/token", "not json");
    HttpResponse<String> expired =
        app.post(
            "/in/token",
            order(unique()),
            "Authorization",
            "Bearer " + token(Instant.now().minusSeconds(3600)));
    HttpResponse<String> good =
        app.post(
            "/in/token",
            order(unique()),
            "Authorization",
            "Bearer " + token(Instant.now().plusSeconds(600)));

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(expired.statusCode()).isEqualTo(401);
    assertThat(expired.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).contains("error=\"invalid_token\""));
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void integrationWithAnUnknownKeyAnswers503WhileTheOthersRun() {
    assertThat(app.post("/in/nokey", order(unique())).statusCode()).isEqualTo(503);
    assertThat(app.post("/in/plain", order(unique())).statusCode()).isEqualTo(200);
  }

  @Test
  void duplicateIsStillADuplicateAfterARestart() {
    String body = order(unique());
    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(200);

    app.close();
    app = application().start();

    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(204);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void sameOrderForAnotherIntegrationIsNew() {
    String number = unique();
    String body = order(number).replace("{\"c", "{\"type\":\"email\",\"c");

    assertThat(app.post("/in/plain", body).statusCode()).isEqualTo(200);
    assertThat(app.post("/in/filtered", body).statusCode()).isEqualTo(200);
  }
}
