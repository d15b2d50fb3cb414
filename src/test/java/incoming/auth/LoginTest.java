package incoming.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import incoming.http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String UNKNOWN = "401 api-key-invalid: It is unknown or disabled.";
  private static final String GONE =
      "401 token-invalid: the API key that the token was issued for is disabled or gone";

  @TempDir Path data;
  private Logins node;
  private String shop;

  @BeforeEach
  void start() throws IOException {
    node = Logins.ready(data, "incoming.keys.partner.api-key", "a-key-of-a-partner");
    shop = node.create("shop");
  }

  private JWKSet published(Logins of) throws Refusal, ParseException {
    return JWKSet.parse(new String(of.signing.now().published(of.clock.instant()), UTF_8));
  }

  @Test
  void tokenIsGoodForItsKeyAloneAndForAnHour() throws IOException {
    node.create("crm");
    String token = node.login(shop);

    assertThat(node.post("shop", token)).isEqualTo("passed");
    assertThat(node.post("crm", token)).startsWith("403 token-of-another-key");
    assertThat(node.post("partner", token)).startsWith("403 token-of-another-key");
    node.pass(HOUR.plusSeconds(59));
    assertThat(node.post("shop", token)).isEqualTo("passed");
    node.pass(Duration.ofSeconds(1));
    assertThat(node.post("shop", token)).startsWith("401 token-expired");
  }

  @Test
  void tokenSaysWhoseItIsAndIsSignedWithAPublishedKey() throws Exception {
    SignedJWT token = SignedJWT.parse(node.login(shop));

    RSAKey key = published(node).getKeys().get(0).toRSAKey();
    assertThat(token.getHeader().toString())
        .isEqualTo("{\"kid\":\"" + key.getKeyID() + "\",\"typ\":\"JWT\",\"alg\":\"RS512\"}");
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    Map<String, Object> claims = token.getJWTClaimsSet().toJSONObject();
    assertThat(claims)
        .containsEntry("iss", "incoming")
        .containsEntry("aud", "incoming")
        .containsEntry("sub", "shop")
        .containsEntry("iat", Tokens.NOW)
        .containsEntry("nbf", Tokens.NOW)
        .containsEntry("exp", Tokens.NOW + 3600)
        .containsOnlyKeys("iss", "aud", "sub", "iat", "nbf", "exp", "jti", "key_id");
    assertThat(node.login(shop)).isNotEqualTo(token.serialize());
  }

  @Test
  void publishedKeysHaveNoPrivateHalf() throws Exception {
    node.signing.rotate(HOUR);

    assertThat(published(node).getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
    assertThat(new String(node.signing.now().published(node.clock.instant()), UTF_8))
        .doesNotContain("\"d\"", "\"p\"", "\"q\"");
    Path file = data.resolve("signing").resolve("keys.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    // Of the key that was replaced, its private half is nowhere.
    assertThat(Files.readString(file).split("\"d\"", -1)).hasSize(2);
    assertThat(node.signing.now().toString()).doesNotContain("\"d\"");
  }

  @Test
  void declaredKeyLogsInToo() {
    String token = node.login("a-key-of-a-partner");

    assertThat(node.post("partner", token)).isEqualTo("passed");
    assertThat(node.post("shop", token)).startsWith("403");
  }

  @Test
  void tokenEndsWhenItsDeclaredKeyHasAnotherSecret() {
    String token = node.login("a-key-of-a-partner");

    Logins next = Logins.ready(data, "incoming.keys.partner.api-key", "another-key-of-it");

    assertThat(next.post("partner", token)).isEqualTo(GONE);
    assertThat(next.post("partner", next.login("another-key-of-it"))).isEqualTo("passed");
  }

  @Test
  void tokenEndsWithItsKeyAlsoWhereItIsRemembered() throws IOException {
    String token = node.login(shop);
    Logins other = Logins.ready(data, "incoming.keys.partner.api-key", "a-key-of-a-partner");
    assertThat(node.post("shop", token)).isEqualTo("passed");
    assertThat(other.post("shop", token)).isEqualTo("passed");

    node.keys.disable("shop");
    assertThat(node.post("shop", token)).isEqualTo(GONE);
    other.pass(Duration.ofMillis(500));
    assertThat(other.post("shop", token)).isEqualTo(GONE);
    node.keys.enable("shop");
    assertThat(node.post("shop", token)).isEqualTo("passed");

    node.keys.delete("shop");
    node.create("shop");
    assertThat(node.post("shop", token)).isEqualTo(GONE);
  }

  @Test
  void unknownAndDisabledKeysAreToldTheSame() throws IOException {
    node.keys.disable("shop");

    assertThat(node.login(shop)).isEqualTo(UNKNOWN);
    assertThat(node.login("inc_" + "0".repeat(49))).isEqualTo(UNKNOWN);
    assertThat(node.login("")).isEqualTo(UNKNOWN);
    assertThat(node.login(SecretDigest.of(shop).hex())).isEqualTo(UNKNOWN);
    Answer refusal = Requests.post("{\"apiKey\":\"x\"}").through(node.endpoint()).orElseThrow();
    assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "ApiKey realm=\"incoming\"");
  }

  @Test
  void tokenIsNotToBeKeptByAnybodyOnItsWay() {
    Requests request = Requests.post("{\"apiKey\":\"" + shop + "\"}");
    node.login(request);

    assertThat(request.promised().headers())
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("Content-Type", "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"inc_\"",
        "{}",
        "{\"apiKey\":null}",
        "{\"apiKey\":1}",
        "{\"apiKey\":[\"KEY\"]}",
        "{\"APIKEY\":\"KEY\"}",
        "{\"apiKey\":\"KEY\",\"apiKey\":\"KEY\"}",
        "{\"apiKey\":\"KEY\"} x",
        "{\"apiKey\":\"KEY\"",
        "{'apiKey':'KEY'}"
      })
  void whatIsNoLoginIsToldWithoutItsContent(String body) {
    String text = body.replace("KEY", shop);

    assertThat(node.login(Requests.post(text)))
        .startsWith("400 login-malformed: Send a JSON object")
        .doesNotContain(shop);
  }

  @Test
  void bodyThatIsDeepOrNoUtf8IsRefused() {
    byte[] latin = "{\"apiKey\":\"\u00e9\"}".getBytes(ISO_8859_1);

    assertThat(node.login(Requests.post("").body(latin))).startsWith("400 login-malformed");
    assertThat(node.login(Requests.post("[".repeat(4000)))).startsWith("400 login-malformed");
    assertThat(
            node.login(Requests.post("{\"apiKey\":\"" + shop + "\"}").body("\0{".getBytes(UTF_8))))
        .startsWith("400 login-malformed");
  }

  @Test
  void membersOfOtherNamesArePassedOver() {
    assertThat(node.login(Requests.post("{\"v\":[{}],\"apiKey\":\"" + shop + "\"}")))
        .matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  }

  @Test
  void eleventhTryWithinAMinuteIsRefusedAlsoWithAGoodKey() {
    for (int i = 0; i < 10; i++) {
      assertThat(node.login("guess-" + i)).isEqualTo(UNKNOWN);
      node.pass(Duration.ofMillis(100));
    }
    Requests request = Requests.post("{\"apiKey\":\"" + shop + "\"}");
    Answer answer = request.through(node.endpoint()).orElseThrow();

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("Retry-After", "59");
    assertThat(node.login(Requests.post("{\"apiKey\":\"" + shop + "\"}").from("192.0.2.8")))
        .doesNotContain(" ");
    node.pass(Duration.ofSeconds(59));
    assertThat(node.login(shop)).doesNotContain(" ");
  }

  @Test
  void addressIsThatWhichATrustedProxySaw() throws IOException {
    Logins behind = Logins.ready(data, "incoming.http.trusted-proxies", "192.0.2.7");
    for (int i = 0; i < 20; i++) {
      Requests request = Requests.post("{\"apiKey\":\"guess\"}");
      assertThat(behind.login(request.with("X-Forwarded-For", "203.0.113." + i)))
          .isEqualTo(UNKNOWN);
    }
    for (int i = 0; i < 10; i++) {
      Requests request = Requests.post("{\"apiKey\":\"guess\"}").from("198.51.100.1");
      assertThat(behind.login(request.with("X-Forwarded-For", "203.0.113." + i)))
          .isEqualTo(UNKNOWN);
    }
    assertThat(
            behind.login(
                Requests.post("{}").from("198.51.100.1").with("X-Forwarded-For", "203.0.113.99")))
        .startsWith("429 too-many-logins");
  }

  @Test
  void tokensOfAReplacedKeyStayGoodUntilTheyExpire() throws Exception {
    Logins other = Logins.ready(data);
    String before = node.login(shop);
    assertThat(other.post("shop", before)).isEqualTo("passed");

    node.signing.rotate(HOUR);
    String after = node.login(shop);
    other.pass(Duration.ofMillis(500));

    assertThat(after.substring(0, after.indexOf('.')))
        .isNotEqualTo(before.substring(0, before.indexOf('.')));
    Logins third = Logins.ready(data);
    assertThat(third.post("shop", before)).isEqualTo("passed");
    assertThat(third.post("shop", after)).isEqualTo("passed");
    assertThat(other.post("shop", after)).isEqualTo("passed");
    third.pass(HOUR.plusSeconds(59));
    assertThat(third.post("shop", before)).isEqualTo("passed");
    third.pass(Duration.ofMinutes(2));
    assertThat(third.post("shop", before)).startsWith("401");
    assertThat(published(third).getKeys()).hasSize(1);
  }

  @Test
  void tokenThatSomebodyElseSignedIsRefused() throws Exception {
    node.signing.rotate(HOUR);
    String foreign = Logins.PAIR.getKeyID();
    String payload =
        "{\"exp\":%d,\"iss\":\"incoming\",\"aud\":\"incoming\",\"key_id\":\"%s\"}"
            .formatted(Tokens.NOW + 60, node.keys.named("shop").orElseThrow().id());
    Tokens.Signer signer = Tokens.jca("SHA512withRSA", Tokens.RSA.getPrivate());

    for (String header :
        new String[] {
          "{\"alg\":\"RS512\"}",
          "{\"alg\":\"RS512\",\"kid\":\"" + foreign + "\"}",
          "{\"alg\":\"RS512\",\"kid\":\"x\"}",
          "{\"alg\":\"none\"}"
        }) {
      assertThat(node.post("shop", Tokens.token(header, payload, signer)))
          .startsWith("401 token-invalid");
    }
    String own =
        Tokens.token(
            "{\"alg\":\"RS512\",\"kid\":\"" + foreign + "\"}",
            payload,
            Tokens.jca("SHA512withRSA", Logins.PAIR.toPrivateKey()));
    assertThat(node.post("shop", own)).isEqualTo("passed");
  }

  @Test
  void tokenWithoutAKeyOrForAnotherInstallationIsRefused() throws Exception {
    Tokens.Signer signer = Tokens.jca("SHA512withRSA", Logins.PAIR.toPrivateKey());
    String header = "{\"alg\":\"RS512\",\"kid\":\"" + Logins.PAIR.getKeyID() + "\"}";
    String payload = "{\"exp\":%d,\"iss\":\"%s\",\"aud\":\"incoming\",\"key_id\":%s}";
    String id = node.keys.named("shop").orElseThrow().id();

    for (String keyId : new String[] {"null", "1", "{}", "\"\"", "\"shop\""}) {
      String claims = payload.formatted(Tokens.NOW + 60, "incoming", keyId);
      assertThat(node.post("shop", Tokens.token(header, claims, signer))).isEqualTo(GONE);
    }
    String elsewhere = payload.formatted(Tokens.NOW + 60, "elsewhere", "\"" + id + "\"");
    assertThat(node.post("shop", Tokens.token(header, elsewhere, signer)))
        .startsWith("401 token-invalid: iss");
  }

  @Test
  void unreadableKeysAreTriedAgain() throws IOException {
    String token = node.login(shop);
    assertThat(node.post("shop", token)).isEqualTo("passed");
    Files.writeString(data.resolve("keys").resolve("api-keys.json"), "torn");
    node.pass(Duration.ofSeconds(1));

    assertThat(node.login(shop)).startsWith("503 api-keys-unavailable");
    // A route that runs: a new one would say that there is no such key.
    assertThat(node.post("partner", token)).startsWith("503 api-keys-unavailable");
    Files.writeString(data.resolve("signing").resolve("keys.json"), "torn");
    node.pass(Duration.ofSeconds(1));
    assertThat(node.login("a-key-of-a-partner")).startsWith("503 api-keys-unavailable");
  }

  @Test
  void firstKeyIsMadeOnceByWhoeverComesFirst(@TempDir Path fresh) throws Exception {
    Logins one = Logins.in(fresh);
    Logins two = Logins.in(fresh);
    assertThat(one.signing.areReady()).isFalse();
    assertThat(two.signing.areReady()).isFalse();

    one.signing.makeFirst();
    two.signing.makeFirst();
    two.pass(Duration.ofSeconds(1));

    assertThat(published(one).getKeys()).hasSize(1);
    assertThat(published(two)).isEqualTo(published(one));
    assertThat(one.signing.now().keys().get(0).size()).isEqualTo(3072);
    assertThat(one.signing.now().keys().get(0).getIssueTime().toInstant())
        .isEqualTo(Instant.ofEpochSecond(Tokens.NOW));
  }
}
