package incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import incoming.auth.KeyChange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys and the login, from the first key to the last token, in the whole application. */
class LoginIT {
  private static final String LOGIN = "/uauth/v2/auth/login/profile";
  private static final String JWKS = "/.well-known/jwks.json";

  @TempDir Path folder;
  private RunningApplication app;

  @BeforeEach
  void start() {
    app = begin(folder);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private static RunningApplication begin(Path folder) {
    return RunningApplication.in(folder)
        .property("incoming.http.trusted-proxies", "127.0.0.1")
        .property("incoming.login.issuer", "https://hooks.example.com")
        .file("shop.camel.yaml", route("shop", "jwt?apiKey=shop"))
        .file("crm.camel.yaml", route("crm", "jwt?apiKey=crm"))
        .file("plain.camel.yaml", route("plain", "api-key?key=shop"))
        .start();
  }

  private static String route(String name, String step) {
    return """
        - route:
            id: %1$s
            from:
              uri: platform-http:/in/%1$s
              steps:
                - to: incoming:%2$s
                - to: incoming:flatten
        """
        .formatted(name, step);
  }

  private String create(String name) throws IOException {
    return ((KeyChange.Created) app.apiKeys().create(name)).secret();
  }

  /** Logs in from an address of its own, as behind a proxy. */
  private HttpResponse<String> login(String secret) {
    return app.post(
        LOGIN,
        "{\"apiKey\":\"" + secret + "\"}",
        "api-version",
        "4.4",
        "X-Forwarded-For",
        "203.0.113." + Math.floorMod(UUID.randomUUID().hashCode(), 256));
  }

  private String token(String secret) {
    await().until(() -> login(secret).statusCode() == 200);
    String body = login(secret).body();
    assertThat(body).matches("\\{\"token\":\"[\\w.-]+\"}");
    return body.substring(10, body.length() - 2);
  }

  private static int post(RunningApplication app, String name, String token) {
    return app.post("/in/" + name, "{}", "Authorization", "Bearer " + token).statusCode();
  }

  private int post(String name, String token) {
    return post(app, name, token);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String problem) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"type\":\"/problems/" + problem + "\"");
  }

  @Test
  void nothingIsThereBeforeTheFirstKeyAndEverythingAfterIt() throws IOException {
    assertProblem(login("guess"), 404, "not-found");
    assertProblem(app.send(app.request(JWKS)), 404, "not-found");
    assertProblem(app.post("/in/shop", "{}"), 503, "integration-unavailable");
    assertThat(folder.resolve("data").resolve("keys")).doesNotExist();
    assertThat(folder.resolve("data").resolve("signing")).doesNotExist();

    String secret = create("shop");
    String token = token(secret);

    await().until(() -> post("shop", token) == 200);
    await().until(() -> app.post("/in/plain", "{}", "X-Api-Key", secret).statusCode() == 200);
    assertProblem(app.post("/in/crm", "{}"), 503, "integration-unavailable");
    assertThat(app.manage("/observe/metrics").body())
        .contains("incoming_requests_total{integration=\"" + LOGIN + "\",outcome=\"accepted\"");
  }

  @Test
  void tokenIsForItsKeyAloneAndEndsWithIt() throws IOException {
    String shop = token(create("shop"));
    String crm = token(create("crm"));
    await().until(() -> post("shop", shop) == 200);
    await().until(() -> post("crm", crm) == 200);

    assertProblem(
        app.post("/in/shop", "{}", "Authorization", "Bearer " + crm), 403, "token-of-another-key");
    app.apiKeys().disable("shop");
    assertProblem(
        app.post("/in/shop", "{}", "Authorization", "Bearer " + shop), 401, "token-invalid");
    assertThat(post("crm", crm)).isEqualTo(200);
    app.apiKeys().enable("shop");
    assertThat(post("shop", shop)).isEqualTo(200);
    app.apiKeys().delete("shop");
    assertThat(post("shop", shop)).isEqualTo(401);
  }

  @Test
  void keyThatIsDisabledStopsOnAnotherNodeThatSharesTheKeys(@TempDir Path second)
      throws IOException {
    String secret = create("shop");
    String token = token(secret);
    Path data = Files.createDirectories(second.resolve("data"));
    for (String shared : new String[] {"keys", "signing"}) {
      Files.createSymbolicLink(data.resolve(shared), folder.resolve("data").resolve(shared));
    }
    try (RunningApplication other = begin(second)) {
      assertThat(post(other, "shop", token)).isEqualTo(200);

      app.apiKeys().disable("shop");

      await().until(() -> post(other, "shop", token) == 401);
      assertThat(other.post("/in/plain", "{}", "X-Api-Key", secret).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void publishedKeysCheckTokensAlsoAfterRotation() throws Exception {
    String secret = create("shop");
    String before = token(secret);
    app.login().rotate();
    String after = token(secret);

    HttpResponse<String> answer = app.send(app.request(JWKS));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    DefaultJWTProcessor<SecurityContext> nimbus = new DefaultJWTProcessor<>();
    nimbus.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS512, new ImmutableJWKSet<>(JWKSet.parse(answer.body()))));
    for (String token : new String[] {before, after}) {
      JWTClaimsSet claims = nimbus.process(token, null);
      assertThat(claims.getIssuer()).isEqualTo("https://hooks.example.com");
      assertThat(claims.getSubject()).isEqualTo("shop");
    }
    assertThat(app.login().keys()).hasSize(2);
    assertThat(app.login().keys().get(0).until()).isEmpty();
    await().until(() -> post("shop", before) == 200);
    assertThat(post("shop", after)).isEqualTo(200);
  }

  @Test
  void restartKeepsKeysAndTokens() throws IOException {
    String secret = create("shop");
    String token = token(secret);
    String published = app.send(app.request(JWKS)).body();
    app.close();

    app = begin(folder);

    // At once: there is nothing to be waited for.
    assertThat(login(secret).statusCode()).isEqualTo(200);
    assertThat(post("shop", token)).isEqualTo(200);
    assertThat(app.send(app.request(JWKS)).body()).isEqualTo(published);
  }

  @Test
  void guessesAreLimitedAndTheLimitsOfTheDoorHold() throws IOException {
    String secret = create("shop");
    token(secret);
    for (int i = 0; i < 10; i++) {
      assertProblem(app.post(LOGIN, "{\"apiKey\":\"guess\"}"), 401, "api-key-invalid");
    }

    HttpResponse<String> answer = app.post(LOGIN, "{\"apiKey\":\"" + secret + "\"}");
    assertProblem(answer, 429, "too-many-logins");
    assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0))
        .isBetween(1, 60);
    assertProblem(app.post(LOGIN, "{\"x\":\"" + "x".repeat(5000) + "\"}"), 413, "body-too-large");
    assertProblem(app.send(app.request(LOGIN)), 405, "method-not-allowed");
    assertProblem(app.post(JWKS, "{}"), 405, "method-not-allowed");
  }
}
