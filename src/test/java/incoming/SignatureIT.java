package incoming;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests as providers send them, to the route files in {@code examples/}, which only have another
 * target here.
 */
class SignatureIT {
  private static final String GITHUB = "/in/a4f2c1d0-5b7e-4c3a-9d18-2f6e0b9a7c51";
  private static final String STRIPE = "/in/c2e81b7f-0d4a-4f69-8a35-7b1c9d2e6f04";
  private static final String SLACK = "/in/5d9b3e60-7c1f-4a82-b6d4-e80f2a7c9135";
  private static final String META = "/in/e7a05c92-3f4d-4b1e-a6c8-91d2b7f03e58";
  private static final String SECRET = "a-signing-secret-for-the-tests";
  private static final String API_KEY = "a-key-that-is-presented-as-it-is";

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir static Path folder;
  private static RunningApplication app;

  @BeforeAll
  static void start() throws IOException {
    RunningApplication.Setup setup =
        RunningApplication.in(folder)
            .property("incoming.keys.github.signing-secret", "the-next-secret-for-the-tests")
            .property("incoming.keys.stripe.signing-secret", SECRET)
            .property("incoming.keys.slack.signing-secret", SECRET)
            .property("incoming.keys.meta.signing-secret", SECRET)
            .property("incoming.keys.meta.verify-token", "meaty-ham-hock")
            .property("incoming.keys.old.signing-secret", SECRET)
            .property("incoming.keys.partner.api-key", API_KEY)
            .property("incoming.keys.anna.basic.user", "anna")
            .property("incoming.keys.anna.basic.password", "correct:horse")
            .property("incoming.http.trusted-proxies", "127.0.0.0/8");
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file).replaceAll("https://[a-z]+\\.example\\.com", target());
        setup.file(file.getFileName().toString(), text.replace("key=github", "key=github,old"));
      }
    }
    app =
        setup
            .file("keyed.camel.yaml", echo("keyed", "api-key?header=X-Partner-Key&key=partner"))
            .file("login.camel.yaml", echo("login", "basic?key=anna"))
            .file("near.camel.yaml", echo("near", "allow-from?cidrs=203.0.113.0/24,2001:db8::/32"))
            .file("slow.camel.yaml", echo("slow", "rate-limit?perSecond=0.001&burst=2"))
            .file("other.camel.yaml", echo("other", "rate-limit?perSecond=0.001&burst=2"))
            .file(
                "own.camel.yaml",
                echo(
                    "own",
                    "signature?scheme=hmac&key=old&header=X-Own-Sig&algorithm=sha512"
                        + "&encoding=base64&prefix=sha512="))
            .file("echo.json.j2", "{{ request | tojson }}")
            .start();
  }

  @BeforeEach
  void targetIsWell() {
    TARGET.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(202)));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String target() {
    return "http://127.0.0.1:" + TARGET.getPort();
  }

  /** An integration that answers once the whole event was sent to {@code /<name>}. */
  private static String echo(String name, String step) {
    return """
        - route:
            id: %1$s
            from:
              uri: platform-http:/in/%1$s
              steps:
                - to: incoming:%2$s
                - to: incoming:flatten
                - to: jinjava:echo.json.j2
                - to: %3$s/%1$s?httpMethod=POST
        """
        .formatted(name, step, target());
  }

  private static byte[] sign(String algorithm, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), algorithm));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(sign("HmacSHA256", text));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static String metrics() {
    return app.manage("/observe/metrics").body();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String problem) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"type\":\"/problems/" + problem + "\"");
  }

  private static void awaitCall(String path, String... parts) {
    await()
        .untilAsserted(
            () ->
                assertThat(TARGET.findAll(anyRequestedFor(urlEqualTo(path))))
                    .extracting(LoggedRequest::getBodyAsString)
                    .anySatisfy(body -> assertThat(body).contains(parts)));
  }

  @Test
  void issueFromGitHubIsDeliveredOnceAndATamperedOneRefused() {
    String title = "B\u00fccher " + unique();
    String body =
        ("{\"action\":\"opened\",\"issue\":{\"id\":%d,\"title\":\"%s\",\"html_url\":\"u\","
                + "\"user\":{\"login\":\"octocat\"}},"
                + "\"repository\":{\"id\":1296269,\"full_name\":\"octocat/Hello-World\"}}")
            .formatted(System.nanoTime(), title);
    String signature = "sha256=" + hex(body);

    assertThat(app.post(GITHUB, body, "X-Hub-Signature-256", signature).statusCode())
        .isEqualTo(200);
    assertThat(app.post(GITHUB, body, "X-Hub-Signature-256", signature).statusCode())
        .isEqualTo(204);
    HttpResponse<String> tampered =
        app.post(GITHUB, body.replace("octocat", "Octocat"), "X-Hub-Signature-256", signature);

    assertRefused(tampered, 401, "signature-invalid");
    assertThat(tampered.headers().firstValue("WWW-Authenticate"))
        .hasValue("Signature realm=\"incoming\", header=\"X-Hub-Signature-256\"");
    assertRefused(app.post(GITHUB, body), 401, "signature-missing");
    awaitCall("/v1/tasks", "\"title\": \"" + title + "\"", "octocat/Hello-World");
    assertThat(metrics())
        .contains(
            "incoming_requests_total{integration=\"github-issues\",outcome=\"refused\","
                + "reason=\"signature-invalid\"} 1.0",
            "incoming_requests_total{integration=\"github-issues\",outcome=\"duplicate\","
                + "reason=\"\"} 1.0",
            "incoming_requests_total{integration=\"github-issues\",outcome=\"accepted\","
                + "reason=\"\"} 1.0");
  }

  @Test
  void paymentOfStripeIsDeliveredAndAnOldOneRefused() {
    String id = unique();
    String body =
        ("{\"id\":\"%s\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":"
                + "{\"id\":\"pi_1\",\"amount_received\":1099,\"currency\":\"eur\"}}}")
            .formatted(id);

    HttpResponse<String> old =
        app.post(STRIPE, body, "Stripe-Signature", stripe(now() - 400, body));
    assertRefused(old, 401, "signature-out-of-time");
    assertThat(app.post(STRIPE, body, "Stripe-Signature", stripe(now(), body)).statusCode())
        .isEqualTo(200);
    assertThat(app.post(STRIPE, body, "Stripe-Signature", stripe(now(), body)).statusCode())
        .isEqualTo(204);
    awaitCall("/v1/payments", "\"amount\": 1099", "\"customer\": \"\"");
  }

  private static String stripe(long second, String body) {
    return "t=" + second + ",v1=" + "0".repeat(64) + ",v1=" + hex(second + "." + body);
  }

  private static HttpResponse<String> slack(String body) {
    String second = Long.toString(now());
    return app.post(
        SLACK,
        body,
        "X-Slack-Request-Timestamp",
        second,
        "X-Slack-Signature",
        "v0=" + hex("v0:" + second + ":" + body));
  }

  @Test
  void slackVerifiesTheAddressAndThenSendsEvents() {
    String handshake = "{\"token\":\"x\",\"challenge\":\"3eZbrw1a\",\"type\":\"url_verification\"}";
    HttpResponse<String> answer = slack(handshake);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("3eZbrw1a");
    assertRefused(app.post(SLACK, handshake), 401, "signature-missing");
    assertThat(metrics())
        .contains(
            "incoming_requests_total{integration=\"slack-mentions\",outcome=\"accepted\","
                + "reason=\"handshake\"} 1.0");

    String text = unique();
    String event =
        "{\"type\":\"event_callback\",\"event_id\":\"%s\",\"event\":{\"type\":\"app_mention\","
            + "\"text\":\"%s\",\"user\":\"U1\",\"channel\":\"C1\"}}";
    assertThat(slack(event.formatted(text, text)).statusCode()).isEqualTo(200);
    assertThat(slack(event.formatted(text, text)).statusCode()).isEqualTo(204);
    awaitCall("/v1/tickets", text);
  }

  @Test
  void metaVerifiesTheAddressWithGetAndThenSendsEvents() {
    String query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
    HttpResponse<String> answer = app.send(app.request(META + query + "meaty-ham-hock"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("1158201444");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertRefused(app.send(app.request(META + query + "guess")), 403, "verification-refused");
    assertThat(app.send(app.request(GITHUB + query)).statusCode()).isEqualTo(405);
    assertRefused(
        app.send(
            app.request(META + query)
                .header("Content-Type", "text/plain")
                .method("GET", BodyPublishers.ofString("a body has a type"))),
        415,
        "unsupported-media-type");

    String body =
        ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"value\":"
                + "{\"messages\":[{\"id\":\"%s\",\"from\":\"49151\",\"type\":\"text\","
                + "\"text\":{\"body\":\"hello\"}}]}}]}]}")
            .formatted(unique());
    assertThat(app.post(META, body, "X-Hub-Signature-256", "sha256=" + hex(body)).statusCode())
        .isEqualTo(200);
    awaitCall("/v1/messages", "\"text\": \"hello\"");
  }

  @Test
  void signatureOfOnesOwnPasses() {
    String body = "{\"id\":\"" + unique() + "\"}";
    String signature = Base64.getEncoder().encodeToString(sign("HmacSHA512", body));

    assertThat(app.post("/in/own", body, "X-Own-Sig", "sha512=" + signature).statusCode())
        .isEqualTo(200);
    assertRefused(app.post("/in/own", body, "X-Own-Sig", signature), 401, "signature-invalid");
  }

  @Test
  void apiKeyPassesAndStaysHere() {
    String id = unique();

    assertThat(
            app.post("/in/keyed", "{\"id\":\"" + id + "\"}", "X-Partner-Key", API_KEY).statusCode())
        .isEqualTo(200);
    assertRefused(app.post("/in/keyed", "{}"), 401, "api-key-missing");
    assertRefused(app.post("/in/keyed", "{}", "X-Partner-Key", "guess"), 401, "api-key-invalid");
    awaitCall("/keyed", id);
    assertThat(TARGET.findAll(anyRequestedFor(urlEqualTo("/keyed"))))
        .extracting(LoggedRequest::getBodyAsString)
        .noneMatch(body -> body.contains(API_KEY));
  }

  @Test
  void loginPasses() {
    String right = Base64.getEncoder().encodeToString("anna:correct:horse".getBytes(UTF_8));

    assertThat(app.post("/in/login", "{}", "Authorization", "Basic " + right).statusCode())
        .isEqualTo(200);
    HttpResponse<String> wrong = app.post("/in/login", "{}", "Authorization", "Basic YTpi");
    assertRefused(wrong, 401, "login-invalid");
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"incoming\", charset=\"UTF-8\"");
  }

  @Test
  void eachIntegrationHasARateOfItsOwn() {
    for (String path : List.of("/in/slow", "/in/other")) {
      assertThat(app.post(path, "{}").statusCode()).isEqualTo(200);
      assertThat(app.post(path, "{}").statusCode()).isEqualTo(200);
      HttpResponse<String> third = app.post(path, "{}");

      assertRefused(third, 429, "rate-limited");
      assertThat(third.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0))
          .isBetween(900, 1000);
    }
  }

  @Test
  void addressIsThatWhichTheTrustedProxySaw() {
    assertThat(app.post("/in/near", "{}", "X-Forwarded-For", "203.0.113.7").statusCode())
        .isEqualTo(200);
    assertThat(app.post("/in/near", "{}", "Forwarded", "for=\"[2001:db8::1]:99\"").statusCode())
        .isEqualTo(200);
    assertRefused(app.post("/in/near", "{}"), 403, "address-not-allowed");
    assertRefused(
        app.post("/in/near", "{}", "X-Forwarded-For", "203.0.113.7, 198.51.100.1"),
        403,
        "address-not-allowed");
  }
}
