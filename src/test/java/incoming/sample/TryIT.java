package incoming.sample;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.config.Settings;
import incoming.event.EventSettings;
import incoming.event.Flatten;
import incoming.history.Criteria;
import incoming.route.Finding;
import incoming.sample.Samples.Reading;
import incoming.sample.TryResult.Outcome;
import incoming.sample.TryResult.StepVerdict;
import incoming.sample.TryResult.Tried;
import incoming.sample.TryResult.Verdict;
import incoming.target.OutgoingRequest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tries with the components, languages and stores of the whole application. */
class TryIT {
  private static final String SECRET = "a-signing-secret-for-the-tests";
  private static final String ENDPOINT = "4b1e0d1c-0000-4000-8000-00000000000a";
  private static final String TEMPLATE =
      """
      {
        "id": "{{ request.body.id }}",
        "shop": "{{ request.body.shop | default("none") }}"
      }
      """;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir static Path folder;
  private static RunningApplication app;
  private static Samples samples;
  private static Tries tries;

  @BeforeAll
  static void start() {
    app =
        RunningApplication.in(folder)
            .property("incoming.keys.hub.signing-secret", SECRET)
            .property("incoming.credentials.crm.bearer", "b3arer-t0ken")
            .property("incoming.business-profile-id", "machine-secret")
            .property("incoming.delivery.allow-hosts", "localhost")
            .file("orders.camel.yaml", route(TARGET.baseUrl() + "/orders?httpMethod=POST"))
            .file("orders.json.j2", TEMPLATE)
            .start();
    EventSettings settings = EventSettings.read(new Settings(Map.of()));
    samples = new Samples(app.camel(), new Flatten(settings), 1000, Clock.systemUTC());
    tries = new Tries(app.camel(), folder.resolve("routes"), samples, Clock.systemUTC());
  }

  @AfterAll
  static void end() {
    tries.close();
    app.close();
  }

  @BeforeEach
  void target() {
    TARGET.resetRequests();
    TARGET.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("X-Answer", "yes b3arer-t0ken")
                    .withHeader("Set-Cookie", "session=1")
                    .withBody("{\"ok\": true, \"you\": \"b3arer-t0ken\"}")));
  }

  private static String route(String target, String... before) {
    return """
    - route:
        id: orders
        from:
          uri: platform-http:/in/%s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - to: incoming:signature?scheme=github&key=hub
            - to: incoming:rate-limit
            - to: incoming:flatten
            - filter:
                jsonpath: $[?(@.body.status == 'paid' && @.body.total > 10)]
                steps:
                  - idempotentConsumer:
                      idempotentRepository: deduplication
                      completionEager: true
                      expression:
                        language: {language: hash, expression: 'body.id, headers["x-shop"]'}
                      steps:
                        - to: incoming:accept
    - route:
        id: orders-delivery
        from:
          uri: incoming:deliveries/orders
          steps:
            - to: jinjava:orders.json.j2
            %s
            - to: %s
    """
        .formatted(ENDPOINT, String.join("\n        ", before), target);
  }

  private static Candidate candidate(String target, String... before) {
    return new Candidate("orders", route(target, before), Map.of("orders.json.j2", TEMPLATE));
  }

  private static Candidate candidate() {
    return candidate(TARGET.baseUrl() + "/orders?httpMethod=POST&credentials=crm");
  }

  private static Sample sample(String json) {
    return ((Reading.Read) samples.read(ENDPOINT, json.getBytes(UTF_8))).sample();
  }

  private static GivenRequest signed(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
      return new GivenRequest(
          "POST",
          null,
          List.of(Map.entry("X-Hub-Signature-256", signature), Map.entry("X-Shop", "a")),
          body.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TryResult result(Candidate candidate, GivenRequest request) throws Exception {
    return tries.run(candidate, request, false).get(30, TimeUnit.SECONDS);
  }

  private static Tried tried(Candidate candidate, GivenRequest request) throws Exception {
    return (Tried) result(candidate, request);
  }

  private static Tried tried(Candidate candidate, Sample sample, boolean send) throws Exception {
    return (Tried) tries.run(candidate, sample, send).get(30, TimeUnit.SECONDS);
  }

  @Test
  void everyStageIsToldAndNothingIsSent() throws Exception {
    Tried tried = tried(candidate(), signed("{\"id\": 7, \"status\": \"paid\", \"total\": 11}"));

    assertThat(tried.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.authentication())
        .containsExactly(
            new StepVerdict("signature", Verdict.PASSED, ""),
            new StepVerdict("rate-limit", Verdict.UNCHECKED, "depends on more than the request"));
    assertThat(tried.filters()).singleElement().matches(TryResult.FilterVerdict::passed);
    assertThat(tried.hash().orElseThrow().inputs())
        .containsExactly(
            new TryResult.Input("body.id", Optional.of("7")),
            new TryResult.Input("headers[\"x-shop\"]", Optional.of("\"a\"")));
    assertThat(tried.hash().orElseThrow().hash().orElseThrow()).startsWith("h1:");
    assertThat(tried.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.url()).isEqualTo(TARGET.baseUrl() + "/orders");
              assertThat(request.body()).contains("\"id\": \"7\"", "\"shop\": \"none\"");
              assertThat(request.headers()).contains(entry("Authorization", "***"));
            });
    assertThat(tried.findings())
        .extracting(Finding::toString)
        .containsExactly("orders.json.j2:3:15: warning: 'request.body.shop' is not in this event");
    assertThat(tried.sent()).isEmpty();
    TARGET.verify(0, anyRequestedFor(anyUrl()));
    assertThat(app.deliveries().page(Criteria.all(10)).deliveries()).isEmpty();
  }

  @Test
  void refusedSignatureIsToldAndTheRestAllTheSame() throws Exception {
    GivenRequest forged =
        new GivenRequest(
            "POST",
            null,
            List.of(Map.entry("X-Hub-Signature-256", "sha256=" + "0".repeat(64))),
            "{\"id\": 1, \"status\": \"paid\", \"total\": 11}".getBytes(UTF_8));

    Tried tried = tried(candidate(), forged);

    assertThat(tried.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(tried.status()).isEqualTo(401);
    assertThat(tried.refusal().orElseThrow().type()).isEqualTo("/problems/signature-invalid");
    assertThat(tried.authentication())
        .extracting(StepVerdict::verdict)
        .containsExactly(Verdict.REFUSED, Verdict.UNCHECKED);
    assertThat(tried.requests()).hasSize(1);
  }

  @Test
  void sampleIsNotAskedForCredentials() throws Exception {
    Tried tried =
        tried(candidate(), sample("{\"id\": 1, \"status\": \"new\", \"total\": 5}"), false);

    assertThat(tried.authentication())
        .extracting(StepVerdict::verdict)
        .containsExactly(Verdict.UNCHECKED, Verdict.UNCHECKED);
    assertThat(tried.outcome()).isEqualTo(Outcome.FILTERED);
    assertThat(tried.filters())
        .singleElement()
        .satisfies(
            filter ->
                assertThat(filter.failed())
                    .containsExactly("@.body.status == 'paid'", "@.body.total > 10"));
  }

  @Test
  void duplicateOfWhatWasAcceptedIsToldAndItsWindowIsNotTouched() throws Exception {
    String body = "{\"id\": 99, \"status\": \"paid\", \"total\": 11}";
    GivenRequest request = signed(body);
    assertThat(tried(candidate(), request).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(tried(candidate(), request).outcome()).isEqualTo(Outcome.ACCEPTED);

    String[] headers =
        request.headers().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
            .toArray(String[]::new);
    assertThat(app.post("/in/" + ENDPOINT, body, headers).statusCode()).isEqualTo(200);

    Tried tried = tried(candidate(), request);
    assertThat(tried.outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(tried.status()).isEqualTo(204);
    Awaitility.await()
        .untilAsserted(() -> TARGET.verify(1, postRequestedFor(urlEqualTo("/orders"))));
  }

  @Test
  void templateErrorHasItsLineAndColumn() throws Exception {
    Candidate candidate =
        new Candidate(
            "orders",
            route(TARGET.baseUrl() + "/orders?httpMethod=POST"),
            Map.of("orders.json.j2", "{\n  \"a\": {{ request.body.nothing }}\n}\n"));

    Tried tried = tried(candidate, sample("{\"id\": 1}"), true);

    assertThat(tried.findings())
        .extracting(Finding::toString)
        .containsExactly("orders.json.j2:2:11: error: 'request.body.nothing' is undefined");
    assertThat(tried.requests()).isEmpty();
    assertThat(tried.sent()).isEmpty();
    TARGET.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void reallySentOnceItIsMarkedAsATest() throws Exception {
    Tried tried = tried(candidate(), sample("{\"id\": 8}"), true);

    assertThat(tried.sent())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.call().status()).isEqualTo(201);
              assertThat(sent.call().answer()).isEqualTo("{\"ok\": true, \"you\": \"***\"}");
              assertThat(sent.headers())
                  .contains(entry("X-Answer", "yes ***"), entry("Set-Cookie", "***"));
            });
    TARGET.verify(
        1,
        postRequestedFor(urlEqualTo("/orders"))
            .withHeader("Incoming-Test", equalTo("true"))
            .withHeader("Authorization", equalTo("Bearer b3arer-t0ken"))
            .withHeader("Idempotency-Key", matching("[0-9a-f-]{36}"))
            .withRequestBody(equalToJson("{\"id\": \"8\", \"shop\": \"none\"}")));
    assertThat(app.deliveries().page(Criteria.all(10)).deliveries())
        .noneMatch(
            delivery -> delivery.eventId().equals(tried.event().orElseThrow().event().eventId()));
  }

  @Test
  void targetThatRefusesIsShown() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(422).withBody("no such id")));

    Tried tried = tried(candidate(), sample("{\"id\": 8}"), true);

    assertThat(tried.sent())
        .singleElement()
        .satisfies(sent -> assertThat(sent.call().answer()).isEqualTo("no such id"));
    TARGET.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void whatThisMachineKeepsSecretIsNotReadBack() throws Exception {
    Candidate candidate =
        candidate(
            TARGET.baseUrl()
                + "/{{incoming.business-profile-id}}?a={{incoming.business-profile-id}}",
            "- setHeader: {name: X-Plain, expression: {constant: {expression:"
                + " '{{incoming.business-profile-id}}'}}}");

    Tried tried = tried(candidate, sample("{\"id\": 8}"), false);

    OutgoingRequest request = tried.requests().get(0);
    assertThat(request.url()).doesNotContain("machine-secret").contains("{{incoming.business");
    assertThat(request.headers())
        .contains(entry("X-Plain", "{{incoming.business-profile-id}}"))
        .noneMatch(header -> header.getValue().contains("machine-secret"));
  }

  @Test
  void stepWithAnEffectOfItsOwnIsRefusedUnrun() throws Exception {
    Candidate candidate =
        candidate(TARGET.baseUrl() + "/orders?httpMethod=POST", "- wireTap: {uri: 'direct:x'}");

    assertThat(result(candidate, signed("{}")))
        .isInstanceOfSatisfying(
            TryResult.Refused.class,
            refused ->
                assertThat(refused.problem().detail())
                    .isEqualTo("what the step 'wireTap' does cannot be told without doing it"));
  }

  @Test
  void fileWithBeansIsRefusedUnread() throws Exception {
    Candidate candidate =
        new Candidate("orders", "- beans: [{name: x, type: java.lang.Object}]\n", Map.of());

    assertThat(result(candidate, signed("{}"))).isInstanceOf(TryResult.Refused.class);
    assertThat(app.camel().getRegistry().lookupByName("x")).isNull();
  }

  @Test
  void bodyThatIsNotJsonIsRefusedAsAtTheDoor() throws Exception {
    Tried tried = tried(candidate(), signed("{\"a\": 1, \"a\": 2}"));

    assertThat(tried.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(tried.refusal().orElseThrow().type()).isEqualTo("/problems/duplicate-member");
    assertThat(tried.event()).isEmpty();
    assertThat(tried(candidate(), signed("\"" + "x".repeat(1000) + "\"")).status()).isEqualTo(413);
  }

  @Test
  void nothingOfATryStaysInCamel() throws Exception {
    tried(candidate(), sample("{\"id\": 1}"), true);
    int endpoints = app.camel().getEndpoints().size();
    int routes = app.camel().getRoutesSize();
    int beans = app.camel().getRegistry().findByType(Object.class).size();

    for (int i = 0; i < 10; i++) {
      tried(candidate(), sample("{\"id\": " + i + "}"), true);
    }

    assertThat(app.camel().getEndpoints()).hasSize(endpoints);
    assertThat(app.camel().getRoutesSize()).isEqualTo(routes);
    assertThat(app.camel().getRegistry().findByType(Object.class)).hasSize(beans);
  }
}
