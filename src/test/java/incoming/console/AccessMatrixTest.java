package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation against every way to ask for it. */
class AccessMatrixTest {
  private static final List<Role> ROLES = List.of(Role.VIEW, Role.EDIT, Role.PUBLISH, Role.ADMIN);

  @TempDir static Path folder;
  private static RSAKey key;
  private static HttpServer issuer;
  private static Desks desks;

  static List<Operation> operations() {
    return Tables.ALL.all();
  }

  @BeforeAll
  static void begin() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, jwks.length);
          exchange.getResponseBody().write(jwks);
          exchange.close();
        });
    issuer.start();
    desks =
        new Desks(
            folder,
            Map.of(
                "incoming.console.oidc.issuer", "https://id.example",
                "incoming.console.oidc.audience", "incoming",
                "incoming.console.oidc.role-claim", "/realm_access/roles",
                "incoming.console.oidc.jwks",
                    "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"));
  }

  @AfterAll
  static void end() {
    issuer.stop(0);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoeverSendsNothingMayOnlyDoWhatAnyoneMay(Operation operation) throws Refusal {
    Reply reply = desks.call(operation, Desks.headers());

    assertThat(reply.status()).isEqualTo(operation.role() == Role.ANYONE ? 204 : 401);
    assertThat(reply.headers().containsKey("WWW-Authenticate"))
        .isEqualTo(operation.role() != Role.ANYONE);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tokenMayDoWhatItsRoleMay(Operation operation) throws Refusal {
    for (Role role : ROLES) {
      Reply reply = desks.call(operation, Desks.bearer(Desks.token(role)));

      assertThat(reply.status()).as(role.toString()).isEqualTo(expected(role, operation));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void sessionMayDoWhatItsRoleMayAndChangesNeedTheCsrfToken(Operation operation) throws Refusal {
    for (Role role : ROLES) {
      Sessions.Begun begun =
          desks.sessions.begin(new Caller(role.toString(), role, Caller.Via.TOKEN));
      String cookie = Credential.COOKIE + "=" + begun.id();
      String csrf = begun.session().csrf();

      assertThat(desks.call(operation, Desks.headers("Cookie", cookie)).status())
          .as(role + " without CSRF token")
          .isEqualTo(operation.method().equals("GET") ? expected(role, operation) : 403);
      assertThat(
              desks
                  .call(operation, Desks.headers("Cookie", cookie, "X-CSRF-Token", csrf + "x"))
                  .status())
          .as(role + " with a wrong CSRF token")
          .isEqualTo(operation.method().equals("GET") ? expected(role, operation) : 403);
      assertThat(
              desks.call(operation, Desks.headers("Cookie", cookie, "X-CSRF-Token", csrf)).status())
          .as(role + " with the CSRF token")
          .isEqualTo(expected(role, operation));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tokenOfTheIssuerMayDoWhatTheRoleInItMay(Operation operation) throws Exception {
    for (Role role : ROLES) {
      Reply reply =
          desks.call(
              operation, Desks.bearer(issued("incoming", List.of("other", role.toString()))));

      assertThat(reply.status()).as(role.toString()).isEqualTo(expected(role, operation));
    }
    Reply without = desks.call(operation, Desks.bearer(issued("incoming", List.of("anyone"))));
    assertThat(without.status()).isEqualTo(operation.role() == Role.ANYONE ? 204 : 403);
  }

  private static int expected(Role role, Operation operation) {
    return role.includes(operation.role()) ? 204 : 403;
  }

  private static String issued(String audience, List<String> roles) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
            new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience(audience)
                .subject("anna")
                .claim("realm_access", Map.of("roles", roles))
                .expirationTime(Date.from(Desks.CLOCK.instant().plusSeconds(60)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
