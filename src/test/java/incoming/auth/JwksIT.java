package incoming.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static incoming.auth.Tokens.ED25519;
import static incoming.auth.Tokens.NOW;
import static incoming.auth.Tokens.P256;
import static incoming.auth.Tokens.RSA;
import static incoming.auth.Tokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.util.Base64URL;
import incoming.http.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JwksIT {
  @RegisterExtension
  static final WireMockExtension ISSUER =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final String address = ISSUER.url("/keys").replace("localhost", "127.0.0.1");

  @Test
  void tokensOfEveryKindOfKeyAreAdmittedByTheirKid() {
    publish(rsa(RSA, "r"), ec(), ed());
    Checks checks = Checks.with("jwks", address);
    assertThat(checks.answer(rs256("r"))).isEqualTo("200");
    assertThat(
            checks.answer(
                token("ES256", "e", Tokens.jca("SHA256withECDSAinP1363Format", P256.getPrivate()))))
        .isEqualTo("200");
    assertThat(checks.answer(token("EdDSA", "d", Tokens.jca("Ed25519", ED25519.getPrivate()))))
        .isEqualTo("200");
    assertThat(checks.answer(token("ES256", "r", Tokens.jca("SHA256withRSA", RSA.getPrivate()))))
        .isEqualTo("401 the issuer has no key for this kid and alg");
    assertThat(checks.answer(rs256(null))).as("without kid").isEqualTo("200");
  }

  @Test
  void rightKeyUnderAnotherKidIsRefused() {
    publish(rsa(RSA, "new"), rsa(Tokens.pair("RSA", null, 2048), "old"));
    Checks checks = Checks.with("jwks", address);
    assertThat(checks.answer(rs256("old"))).isEqualTo("401 the signature does not match");
  }

  @Test
  void startAsksNothingAndManyTokensAskOnce() {
    publish(rsa(RSA, "r"));
    Checks checks = Checks.with("jwks", address);
    assertThat(fetches()).isZero();
    for (int i = 0; i < 20; i++) {
      checks.answer(
          Tokens.token(
              "{\"alg\":\"RS256\",\"kid\":\"r\"}",
              Tokens.payload(NOW + 60 + i),
              Tokens.jca("SHA256withRSA", RSA.getPrivate())));
    }
    assertThat(fetches()).isEqualTo(1);
  }

  @Test
  void newKeyOfTheIssuerIsFetchedWhenItsTokenComes() {
    publish(rsa(Tokens.pair("RSA", null, 2048), "old"));
    Checks checks = Checks.with("jwks", address);
    assertThat(checks.answer(rs256("old"))).startsWith("401");
    publish(rsa(RSA, "new"));
    assertThat(checks.answer(rs256("new"))).isEqualTo("200");
  }

  @Test
  void unknownKeysCannotMakeUsAskMoreThanTwice() {
    publish(rsa(RSA, "r"));
    Checks checks = Checks.with("jwks", address);
    for (int i = 0; i < 50; i++) {
      assertThat(checks.answer(rs256("unknown-" + i)))
          .isEqualTo("401 the issuer has no key for this kid and alg");
    }
    assertThat(fetches()).isEqualTo(2);
    assertThat(checks.answer(rs256("r"))).isEqualTo("200");
  }

  @Test
  void lastGoodKeysCountWhileTheIssuerIsAway() {
    publish(rsa(RSA, "r"));
    Checks checks = Checks.with("jwks", address);
    assertThat(checks.answer(rs256("r"))).isEqualTo("200");
    answer(aResponse().withStatus(503));
    assertThat(checks.answer(rs256("unknown"))).startsWith("503");
    checks.clock.now = checks.clock.now.plusSeconds(1);
    String other =
        Tokens.token(
            "{\"alg\":\"RS256\",\"kid\":\"r\"}",
            Tokens.payload(NOW + 61),
            Tokens.jca("SHA256withRSA", RSA.getPrivate()));
    assertThat(checks.answer(other)).isEqualTo("200");
  }

  static Stream<ResponseDefinitionBuilder> failures() {
    return Stream.of(
        aResponse().withStatus(500),
        aResponse().withStatus(404).withBody("{\"keys\":[]}"),
        aResponse().withStatus(302).withHeader("Location", ISSUER.url("/elsewhere")),
        okJson("<html>not found</html>"),
        okJson("{}"),
        okJson("{\"keys\":{}}"),
        okJson("{\"keys\":[" + " ".repeat(300_000) + "]}"),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void keysThatWereNeverHadAreUnavailableAndNoTokenIsCalledWrong(
      ResponseDefinitionBuilder failure) {
    ISSUER.stubFor(get("/elsewhere").willReturn(okJson(jwks(rsa(RSA, "r")))));
    answer(failure);
    Checks checks = Checks.with("jwks", address);
    for (int i = 0; i < 3; i++) {
      Problem problem = checks.refusal(rs256("r")).orElseThrow();
      assertThat(problem.status()).isEqualTo(503);
      assertThat(problem.type()).isEqualTo("/problems/keys-unavailable");
      assertThat(problem.headers()).containsKey("Retry-After");
    }
    ISSUER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void issuerThatIsNotThereMeansUnavailable() {
    assertThat(Checks.with("jwks", "http://127.0.0.1:1/keys").answer(rs256("r"))).startsWith("503");
  }

  @Test
  void answerThatDripsIsGivenUp() {
    answer(okJson(jwks(rsa(RSA, "r"))).withChunkedDribbleDelay(100, 60_000));
    JwksDownload download = new JwksDownload("shop", URI.create(address), Duration.ofMillis(300));
    assertThatThrownBy(() -> download.getJWKSet(null, 0, null))
        .isInstanceOf(JWKSetUnavailableException.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(download.failed()).isTrue();
  }

  @Test
  void issuerIsAskedWhereItsKeysAre() throws Exception {
    publish(rsa(RSA, "r"));
    String issuer = address.substring(0, address.length() - "/keys".length());
    ISSUER.stubFor(
        get("/.well-known/openid-configuration")
            .willReturn(
                okJson("{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, address))));
    Duration whole = Duration.ofSeconds(5);

    assertThat(
            new JwksDownload("x", new Discovery(issuer), whole).getJWKSet(null, 0, null).getKeys())
        .hasSize(1);
    JwksDownload other = new JwksDownload("x", new Discovery(issuer + "/"), whole);
    assertThatThrownBy(() -> other.getJWKSet(null, 0, null))
        .isInstanceOf(JWKSetUnavailableException.class);
  }

  @Test
  void symmetricAndWeakKeysOfSetAreNotUsed() {
    byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
    KeyPair weak = Tokens.pair("RSA", null, 1024);
    publish(new OctetSequenceKey.Builder(secret).keyID("s").build(), rsa(weak, "w"));
    Checks checks = Checks.with("jwks", address);
    assertThat(checks.answer(token("HS256", "s", Tokens.hmac(256, SECRET))))
        .isEqualTo("401 alg is not one that the key is declared for");
    assertThat(checks.answer(token("RS256", "w", Tokens.jca("SHA256withRSA", weak.getPrivate()))))
        .isEqualTo("401 the issuer has no key for this kid and alg");
  }

  private void publish(JWK... keys) {
    answer(okJson(jwks(keys)));
  }

  private void answer(ResponseDefinitionBuilder response) {
    ISSUER.stubFor(get("/keys").willReturn(response));
  }

  private static String jwks(JWK... keys) {
    return Arrays.stream(keys)
        .map(JWK::toJSONString)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static int fetches() {
    return ISSUER.findAll(getRequestedFor(anyUrl())).size();
  }

  private static JWK rsa(KeyPair pair, String kid) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(kid).build();
  }

  private static JWK ec() {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) P256.getPublic()).keyID("e").build();
  }

  private static JWK ed() {
    byte[] der = ED25519.getPublic().getEncoded();
    Base64URL x = Base64URL.encode(Arrays.copyOfRange(der, der.length - 32, der.length));
    return new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("d").build();
  }

  private static String rs256(String kid) {
    return token("RS256", kid, Tokens.jca("SHA256withRSA", RSA.getPrivate()));
  }

  private static String token(String alg, String kid, Tokens.Signer signer) {
    String id = kid == null ? "" : ",\"kid\":\"" + kid + "\"";
    return Tokens.token("{\"alg\":\"" + alg + "\"" + id + "}", Tokens.payload(NOW + 60), signer);
  }
}
