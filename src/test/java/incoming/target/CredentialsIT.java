package incoming.target;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.config.Settings;
import incoming.event.Event;
import incoming.route.NotDeclaredException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials as a route uses them, against a target that looks at what it gets. */
class CredentialsIT {
  private static final String BODY = "{\"test\": 2432232314}";

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final TestClock clock = new TestClock();
  private final Map<String, String> values = new TreeMap<>();
  private final String base = "http://127.0.0.1:" + TARGET.getPort();

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void bearerIsSentAndItsNameIsNot() {
    TARGET.stubFor(post(anyUrl()).willReturn(ok()));
    declare("bearer", "t0k3n");
    assertThat(call(base + "/v1?a=b").getException()).isNull();
    TARGET.verify(
        postRequestedFor(urlEqualTo("/v1?a=b"))
            .withHeader("Authorization", equalTo("Bearer t0k3n"))
            .withRequestBody(equalTo(BODY)));
  }

  @Test
  void callWithoutCredentialsProvesNothing() {
    TARGET.stubFor(post(anyUrl()).willReturn(ok()));
    declare("bearer", "t0k3n");
    start();
    assertThat(send(base + "/v1?httpMethod=POST").getException()).isNull();
    TARGET.verify(postRequestedFor(urlEqualTo("/v1")).withoutHeader("Authorization"));
  }

  @Test
  void keyInTheQueryIsInNoRecordOfTheCall() {
    TARGET.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(500)));
    declare("api-key.query", "api_key", "api-key.value", "s3cr3t&");
    Exchange sent = call(base + "/v1");
    TARGET.verify(postRequestedFor(urlEqualTo("/v1?api_key=s3cr3t%26")));
    assertThat(Call.of(sent).toString() + sent.getException() + sent.getMessage().getHeaders())
        .doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "bearer, t0k3n-s3cr3t",
    "basic.password, s3cr3t",
    "api-key.value, s3cr3t/key",
  })
  void secretThatTheTargetRepeatsIsNotKept(String key, String secret) {
    TARGET.stubFor(
        post(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withTransformers("response-template")
                    .withBody(
                        "no: {{request.headers.Authorization}}{{request.headers.X-Shop}},"
                            + secret
                            + ", {{request.headers.Idempotency-Key}}")));
    declare(key, secret);
    if (key.startsWith("basic")) {
      declare("basic.user", "zoe");
    } else if (key.startsWith("api-key")) {
      declare("api-key.header", "X-Shop");
    }
    assertThat(Call.of(call(base + "/v1")).answer())
        .matches("no: (Bearer |Basic )?\\*\\*\\*,\\*\\*\\*, msg_p5jXN8AQM9LWM0D4loKWxJek");
  }

  @Test
  void signatureIsOverTheBytesThatAreSent() {
    TARGET.stubFor(post(anyUrl()).willReturn(ok()));
    declare("standard-webhooks.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(call(base + "/v1").getException()).isNull();
    TARGET.verify(
        postRequestedFor(urlEqualTo("/v1"))
            .withHeader("webhook-id", equalTo("msg_p5jXN8AQM9LWM0D4loKWxJek"))
            .withHeader("webhook-timestamp", equalTo("1614265330"))
            .withHeader(
                "webhook-signature", equalTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));
  }

  @Test
  void tokenThatTheTargetRefusesIsRenewedOnceInTheSameCall() {
    tokens();
    TARGET.stubFor(
        post("/v1")
            .withHeader("Authorization", equalTo("Bearer t1"))
            .willReturn(aResponse().withStatus(401)));
    TARGET.stubFor(post("/v1").withHeader("Authorization", equalTo("Bearer t2")).willReturn(ok()));
    oauth2();
    Exchange sent = call(base + "/v1");
    assertThat(sent.getException()).isNull();
    assertThat(Call.of(sent).status()).isEqualTo(200);
    TARGET.verify(2, postRequestedFor(urlEqualTo("/token")));
    TARGET.verify(2, postRequestedFor(urlEqualTo("/v1")).withRequestBody(equalTo(BODY)));
    assertThat(send(base + "/v1?httpMethod=POST&credentials=crm").getException()).isNull();
    TARGET.verify(2, postRequestedFor(urlEqualTo("/token")));
  }

  @Test
  void targetThatRefusesTheNewTokenTooHasTheLastWord() {
    tokens();
    TARGET.stubFor(post("/v1").willReturn(aResponse().withStatus(401)));
    oauth2();
    Exchange sent = call(base + "/v1");
    assertThat(sent.getException()).isInstanceOf(CallFailure.class);
    assertThat(((CallFailure) sent.getException()).isRetryable()).isFalse();
    TARGET.verify(2, postRequestedFor(urlEqualTo("/v1")));
    TARGET.verify(2, postRequestedFor(urlEqualTo("/token")));
  }

  @Test
  void other401IsOneRequest() {
    TARGET.stubFor(post("/v1").willReturn(aResponse().withStatus(401)));
    declare("bearer", "t0k3n");
    assertThat(call(base + "/v1").getException()).isInstanceOf(CallFailure.class);
    TARGET.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void targetIsNotCalledWhileThereIsNoToken() {
    TARGET.stubFor(
        post("/token")
            .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"invalid_client\"}")));
    oauth2();
    Exchange sent = call(base + "/v1");
    assertThat(sent.getException())
        .isInstanceOf(CallFailure.class)
        .hasMessageContaining("the token endpoint refused the credentials (invalid_client)");
    assertThat(Call.of(sent).status()).isZero();
    assertThat(Call.of(sent).failure()).contains("invalid_client").doesNotContain("s3cr3t");
    TARGET.verify(0, postRequestedFor(urlEqualTo("/v1")));
  }

  @Test
  void previewShowsWhereTheSecretGoesAndFetchesNothing() {
    tokens();
    oauth2();
    start();
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                base + "/v1?httpMethod=POST&credentials=crm",
                exchange -> {
                  fill(exchange);
                  OutgoingRequest.preview(exchange);
                });
    assertThat(sent.getException()).isNull();
    assertThat(OutgoingRequest.of(sent))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.headers())
                    .anySatisfy(
                        header -> {
                          assertThat(header.getKey()).isEqualTo("Authorization");
                          assertThat(header.getValue()).contains("***");
                        }));
    TARGET.verify(0, postRequestedFor(urlMatching(".*")));
  }

  @Test
  void endpointThatMayNotHaveTheCredentialIsNotCreated() {
    declare("bearer", "t0k3n", "hosts", "api.example.com");
    start();
    assertThatThrownBy(() -> camel.getEndpoint(base + "/v1?credentials=crm"))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasMessageContaining("'127.0.0.1' is not among the hosts")
        .hasMessageNotContaining("t0k3n");
    assertThatThrownBy(() -> camel.getEndpoint(base + "/v1?credentials=crn"))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasRootCauseInstanceOf(NotDeclaredException.class)
        .hasMessageContaining("did you mean 'crm'?");
  }

  @Test
  void certificateIsShownToTheTargetThatDemandsIt(@TempDir Path folder) throws Exception {
    Certificates certificates = new Certificates(folder);
    Path server = certificates.make("server", "RSA");
    Path client = certificates.make("client", "EC");
    WireMockServer target = new WireMockServer(Certificates.demanding(client, server));
    target.start();
    try {
      target.stubFor(any(anyUrl()).willReturn(ok()));
      declare(
          "mutual-tls.certificate", Certificates.certificate(client),
          "mutual-tls.key", Certificates.key(client),
          "trust", Certificates.certificate(server));
      String address = "https://127.0.0.1:" + target.httpsPort() + "/v1";
      assertThat(call(address).getException()).isNull();
      assertThat(send(address + "?httpMethod=POST").getException())
          .as("without credentials")
          .isInstanceOf(CallFailure.class);
      target.verify(1, postRequestedFor(urlEqualTo("/v1")));
    } finally {
      target.stop();
    }
  }

  /** Gives out t1, then t2, and no third. */
  private void tokens() {
    TARGET.stubFor(
        token("t1").inScenario("tokens").whenScenarioStateIs(STARTED).willSetStateTo("2"));
    TARGET.stubFor(token("t2").inScenario("tokens").whenScenarioStateIs("2").willSetStateTo("3"));
  }

  private static MappingBuilder token(String token) {
    return post("/token")
        .withHeader("Authorization", matching("Basic .*"))
        .willReturn(
            okJson(
                "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":60}"
                    .formatted(token)));
  }

  private void oauth2() {
    declare(
        "oauth2.token-url", base + "/token",
        "oauth2.client-id", "crm",
        "oauth2.client-secret", "s3cr3t");
  }

  private void declare(String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      values.put("incoming.credentials.crm." + settings[i], settings[i + 1]);
    }
  }

  private void start() {
    values.put("incoming.delivery.allow-hosts", "127.0.0.1");
    Settings settings = new Settings(values);
    TargetSettings limits = TargetSettings.read(settings);
    Credentials credentials = Credentials.read(settings, limits, clock);
    assertThat(settings.problems()).isEmpty();
    TargetComponent component =
        new TargetComponent(limits, credentials, clock, SystemDefaultDnsResolver.INSTANCE);
    camel.addComponent("http", component);
    camel.addComponent("https", component);
    camel.start();
  }

  private Exchange call(String address) {
    start();
    String more = (address.contains("?") ? "&" : "?") + "httpMethod=POST&credentials=crm";
    return send(address + more);
  }

  private Exchange send(String uri) {
    return camel.createProducerTemplate().send(uri, CredentialsIT::fill);
  }

  private static void fill(Exchange exchange) {
    exchange.setProperty(
        Event.PROPERTY,
        new Event("msg_p5jXN8AQM9LWM0D4loKWxJek", "e", null, 0, "POST", Map.of(), Map.of(), null));
    exchange.getMessage().setBody(BODY);
    exchange.getMessage().setHeader("Content-Type", "application/json");
  }
}
