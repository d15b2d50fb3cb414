package incoming.target;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointIT {
  private static final String TOKEN =
      "{\"access_token\":\"t0k3n\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
  private static final HttpHost TARGET = new HttpHost("https", "api.example.com");

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final String address = SERVER.url("/token").replace("localhost", "127.0.0.1");

  @Test
  void clientProvesItselfInTheHeaderEncodedAsInForm() {
    answer(okJson(TOKEN));
    Credential crm =
        credential(Map.of("scope", "orders:write a&b", "audience", "https://api.example.com/"));
    assertThat(authorization(crm)).isEqualTo("Bearer t0k3n");
    assertThat(authorization(crm)).isEqualTo("Bearer t0k3n");
    String pair = "cl%3Aient+%C3%A9:s3cr3t%2B%26";
    SERVER.verify(
        1,
        postRequestedFor(urlEqualTo("/token"))
            .withHeader(
                "Authorization",
                equalTo("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(US_ASCII))))
            .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
            .withHeader("Accept", equalTo("application/json"))
            .withFormParam("grant_type", equalTo("client_credentials"))
            .withFormParam("scope", equalTo("orders:write a&b"))
            .withFormParam("audience", equalTo("https://api.example.com/"))
            .withFormParam("client_secret", absent()));
  }

  @Test
  void clientProvesItselfInTheBodyWhereToldSo() {
    answer(okJson(TOKEN));
    authorization(credential(Map.of("client-authentication", "body")));
    SERVER.verify(
        1,
        postRequestedFor(urlEqualTo("/token"))
            .withoutHeader("Authorization")
            .withFormParam("grant_type", equalTo("client_credentials"))
            .withFormParam("client_id", equalTo("cl:ient é"))
            .withFormParam("client_secret", equalTo("s3cr3t+&"))
            .withFormParam("scope", absent()));
  }

  @Test
  void refusalIsToldWithoutWhatTheServerSays() {
    answer(
        aResponse()
            .withStatus(401)
            .withHeader("WWW-Authenticate", "Basic realm=\"x\"")
            .withBody("{\"error\":\"invalid_client\",\"error_description\":\"s3cr3t\"}"));
    Credential crm = credential(Map.of());
    for (int call = 0; call < 3; call++) {
      assertThatThrownBy(() -> authorization(crm))
          .isInstanceOfSatisfying(
              CallFailure.class, failure -> assertThat(failure.isRetryable()).isFalse())
          .hasMessage(
              "credentials 'crm': the token endpoint refused the credentials (invalid_client)");
    }
    SERVER.verify(1, postRequestedFor(anyUrl()));
  }

  static Stream<ResponseDefinitionBuilder> passingFailures() {
    return Stream.of(
        aResponse().withStatus(503),
        okJson("<html>"),
        okJson("{\"x\":\"" + " ".repeat(65_536) + "\"}"),
        aResponse().withFault(Fault.EMPTY_RESPONSE),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
  }

  @ParameterizedTest
  @MethodSource("passingFailures")
  void failureThatPassesIsRetryable(ResponseDefinitionBuilder failure) {
    answer(failure);
    assertThatThrownBy(() -> authorization(credential(Map.of())))
        .isInstanceOfSatisfying(
            CallFailure.class, failed -> assertThat(failed.isRetryable()).isTrue())
        .hasMessageStartingWith("credentials 'crm': the token endpoint")
        .hasMessageNotContaining("127.0.0.1")
        .hasNoCause();
    SERVER.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void redirectIsNotFollowed() {
    SERVER.stubFor(post("/elsewhere").willReturn(okJson(TOKEN)));
    answer(aResponse().withStatus(307).withHeader("Location", SERVER.url("/elsewhere")));
    assertThatThrownBy(() -> authorization(credential(Map.of())))
        .hasMessageContaining("answered with status 307");
    SERVER.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void endpointThatIsNotThereIsRetryable() {
    TokenAnswer answer = endpoint("http://127.0.0.1:1/token", Duration.ofSeconds(5)).get();
    assertThat(answer.failure().retryable()).isTrue();
    assertThat(endpoint("http://nowhere.invalid/", Duration.ofSeconds(5)).get().failure())
        .satisfies(failure -> assertThat(failure.retryable()).isTrue());
  }

  @Test
  void silentEndpointAndOneThatDripsAreGivenUp() {
    answer(okJson(TOKEN).withFixedDelay(60_000));
    assertThat(endpoint(address, Duration.ofMillis(300)).get().failure())
        .isEqualTo(CredentialFailure.passing("the token endpoint cannot be reached: timed out"));
    answer(okJson(TOKEN).withChunkedDribbleDelay(100, 60_000));
    assertThat(endpoint(address, Duration.ofMillis(300)).get().failure())
        .isEqualTo(CredentialFailure.passing("the token endpoint cannot be reached: timed out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK"})
  void answerWithoutEndIsCutOff(String head) throws Exception {
    byte[] more = head.endsWith("OK\r\n") ? "X: y\r\n".getBytes(US_ASCII) : new byte[4096];
    try (RawTarget server =
        new RawTarget(
            out -> {
              out.write(head.getBytes(US_ASCII));
              while (true) {
                out.write(more);
              }
            })) {
      CredentialFailure failure = endpoint(server.address(), Duration.ofMinutes(1)).get().failure();
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.reason()).doesNotContain("timed out");
      server.awaitHangUp();
    }
  }

  @Test
  void endpointOnThisMachineIsCalledOnlyWhereAllowed() {
    answer(okJson(TOKEN));
    Settings closed = settings(Map.of());
    Credential crm = find(Credentials.read(closed, TargetSettings.read(closed), new TestClock()));
    assertThatThrownBy(() -> authorization(crm))
        .isInstanceOfSatisfying(
            CallFailure.class,
            failure -> {
              assertThat(failure.isRetryable()).isFalse();
              assertThat(failure.problem().detail())
                  .isEqualTo("the token endpoint is not one that may be called");
            })
        .hasMessageContaining("incoming.delivery.allow-hosts");
    SERVER.verify(0, postRequestedFor(anyUrl()));
    Settings open = settings(Map.of("incoming.delivery.allow-hosts", "127.0.0.1"));
    assertThat(
            authorization(find(Credentials.read(open, TargetSettings.read(open), new TestClock()))))
        .isEqualTo("Bearer t0k3n");
  }

  private void answer(ResponseDefinitionBuilder response) {
    SERVER.stubFor(post("/token").willReturn(response));
  }

  private Credential credential(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    more.forEach((ending, value) -> values.put("incoming.credentials.crm.oauth2." + ending, value));
    Settings settings = settings(values);
    Credentials credentials =
        Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, new TestClock());
    assertThat(settings.problems()).isEmpty();
    return find(credentials);
  }

  private Settings settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("incoming.credentials.crm.oauth2.token-url", address);
    values.put("incoming.credentials.crm.oauth2.client-id", "cl:ient é");
    values.put("incoming.credentials.crm.oauth2.client-secret", "s3cr3t+&");
    return new Settings(values);
  }

  private static Credential find(Credentials credentials) {
    return credentials.find("crm", TARGET);
  }

  private static TokenEndpoint endpoint(String address, Duration whole) {
    return new TokenEndpoint(
        URI.create(address),
        new TokenRequest("a", "b", false, Optional.empty(), Optional.empty()),
        () -> TokenEndpoint.client(SystemDefaultDnsResolver.INSTANCE, Optional.empty()),
        whole);
  }

  private static String authorization(Credential credential) {
    HttpUriRequest request = new HttpPost("https://api.example.com/");
    credential.authorize(request, new byte[0], null);
    return request.getFirstHeader("Authorization").getValue();
  }
}
