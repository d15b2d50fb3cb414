package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import incoming.event.Event;
import incoming.route.NotDeclaredException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String AT = "incoming.credentials.crm";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final Event EVENT =
      new Event("msg_p5jXN8AQM9LWM0D4loKWxJek", "e", null, 0, "POST", Map.of(), Map.of(), null);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final HttpHost TARGET = new HttpHost("https", "api.example.com", -1);

  private final TestClock clock = new TestClock();

  @Test
  void basicIsUserAndPasswordInUtf8() {
    HttpUriRequest request = authorize(".basic.user", "zoë", ".basic.password", "a:b c");
    assertThat(header(request, "Authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString(utf8("zoë:a:b c")));
  }

  @Test
  void bearerTakesThePlaceOfEveryHeaderThatTheRouteHasSet() {
    HttpUriRequest request = request();
    request.addHeader("authorization", "Basic x");
    request.addHeader("Authorization", "Basic y");
    credential(".bearer", "t0k3n").authorize(request, BODY, EVENT);
    assertThat(request.getHeaders("Authorization"))
        .extracting(Header::getValue)
        .containsExactly("Bearer t0k3n");
  }

  @Test
  void apiKeyGoesIntoItsHeader() {
    HttpUriRequest request =
        authorize(".api-key.header", "X-Api-Key", ".api-key.value", "Token abc");
    assertThat(header(request, "X-Api-Key")).isEqualTo("Token abc");
    assertThat(request.getHeaders("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1?a=%2F&b, https://api.example.com/v1?a=%2F&b&api%20key=a%26b%3D%C3%A9",
    "https://api.example.com/v1, https://api.example.com/v1?api%20key=a%26b%3D%C3%A9",
    "https://api.example.com, https://api.example.com/?api%20key=a%26b%3D%C3%A9"
  })
  void apiKeyGoesBehindTheQueryOfTheRoute(String before, String after) throws Exception {
    HttpUriRequest request = new HttpPost(before);
    credential(".api-key.query", "api key", ".api-key.value", "a&b=é")
        .authorize(request, BODY, EVENT);
    assertThat(request.getUri()).hasToString(after);
  }

  @Test
  void signatureIsThatOfTheStandard() {
    HttpUriRequest request = authorize(".standard-webhooks.secret", SECRET);
    assertThat(header(request, "webhook-id")).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
    assertThat(header(request, "webhook-timestamp")).isEqualTo("1614265330");
    assertThat(header(request, "webhook-signature")).isEqualTo(SIGNATURE);
  }

  @Test
  void secondTryHasTheSameIdAndTheTimeOfItsOwn() {
    Credential credential = credential(".standard-webhooks.secret", SECRET);
    HttpUriRequest request = request();
    credential.authorize(request, BODY, EVENT);
    clock.pass(Duration.ofSeconds(60));
    credential.authorize(request, BODY, EVENT);
    assertThat(header(request, "webhook-id")).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek");
    assertThat(header(request, "webhook-timestamp")).isEqualTo("1614265390");
    assertThat(header(request, "webhook-signature")).startsWith("v1,").isNotEqualTo(SIGNATURE);
  }

  @Test
  void eachSecretSignsWhileTheTargetChangesOver() {
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[64]);
    HttpUriRequest request = authorize(".standard-webhooks.secret", other + "  " + SECRET);
    assertThat(header(request, "webhook-signature").split(" ", -1))
        .hasSize(2)
        .allMatch(signature -> signature.startsWith("v1,"))
        .endsWith(SIGNATURE);
  }

  @Test
  void signatureNeedsAnEvent() {
    Credential credential = credential(".standard-webhooks.secret", SECRET);
    assertThatThrownBy(() -> credential.authorize(request(), BODY, null))
        .isInstanceOfSatisfying(
            CallFailure.class, failure -> assertThat(failure.isRetryable()).isFalse())
        .hasMessageContaining("credentials 'crm'")
        .hasMessageContaining("incoming:flatten");
  }

  @Test
  void credentialIsSentToItsHostsAlone() {
    Credential credential =
        credential(".bearer", "t0k3n", ".hosts", "API.example.com, ::1,crm.example.com");
    for (String url :
        List.of("https://api.EXAMPLE.com:8443/x", "http://[::1]/", "https://crm.example.com")) {
      HttpUriRequest request = new HttpPost(url);
      credential.authorize(request, BODY, EVENT);
      assertThat(header(request, "Authorization")).as(url).isEqualTo("Bearer t0k3n");
    }
    for (String url :
        List.of(
            "https://example.com/",
            "https://api.example.com.evil.example/",
            "https://evil.example/api.example.com",
            "https://api.example.com@evil.example/")) {
      HttpUriRequest request = new HttpPost(url);
      assertThatThrownBy(() -> credential.authorize(request, BODY, EVENT))
          .as(url)
          .isInstanceOfSatisfying(
              CallFailure.class,
              failure -> {
                assertThat(failure.isRetryable()).isFalse();
                assertThat(failure.problem().retry()).isFalse();
                assertThat(failure.problem().type()).isEqualTo("/problems/target-not-allowed");
                assertThat(failure.problem().detail()).doesNotContain("example");
              })
          .hasMessageContaining("incoming.credentials.crm.hosts")
          .hasMessageNotContaining("t0k3n");
      assertThat(request.getHeaders()).isEmpty();
      assertThatThrownBy(() -> credential.mask(request, BODY, EVENT))
          .isInstanceOf(CallFailure.class);
    }
  }

  @Test
  void routeWithAnotherHostIsRefusedWhenItIsBuilt() {
    Credentials credentials = read(".bearer", "t0k3n", ".hosts", "api.example.com");
    assertThat(credentials.find("crm", TARGET)).isSameAs(credentials.find("crm", TARGET));
    assertThatThrownBy(() -> credentials.find("crm", new HttpHost("https", "evil.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(NotDeclaredException.class)
        .hasMessage(
            "credentials=crm: 'evil.example' is not among the hosts of"
                + " incoming.credentials.crm.hosts");
  }

  @Test
  void nameThatIsNotDeclaredIsToldWithTheNearest() {
    assertThatThrownBy(() -> read(".bearer", "t0k3n").find("crn", TARGET))
        .isInstanceOf(NotDeclaredException.class)
        .hasMessage("credentials=crn: there are no such credentials; did you mean 'crm'?");
    assertThatThrownBy(() -> read(".bearer", "t0k3n").find("warehouse", TARGET))
        .hasMessage("credentials=warehouse: there are no such credentials; there is crm");
    assertThatThrownBy(() -> Credentials.none().find("crm", TARGET))
        .isInstanceOf(NotDeclaredException.class)
        .hasMessageContaining("declare them as incoming.credentials.<name>.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".basic.user=zoe .basic.password=s3cr3t",
        ".bearer=s3cr3t",
        ".api-key.header=X-Key .api-key.value=s3cr3t",
        ".api-key.query=key .api-key.value=s3cr3t",
        ".oauth2.token-url=https://login.example/t .oauth2.client-id=a .oauth2.client-secret=s3cr3t",
        ".standard-webhooks.secret=whsec_s3cr3tMfKQ9r8GKYqrTwjUPD8ILPZIo2"
      })
  void secretIsMaskedInPreviewAndNeverPrinted(String declaration) throws Exception {
    Credential credential = credential(declaration.split("[ =]", -1));
    HttpUriRequest request = request();
    credential.mask(request, BODY, EVENT);
    String shown = request.getUri() + Arrays.toString(request.getHeaders());
    assertThat(shown).contains("***");
    assertThat(shown + credential)
        .doesNotContain("s3cr3t")
        .doesNotContain(Base64.getEncoder().encodeToString(utf8("zoe:s3cr3t")));
    assertThat(credential).hasToString("Credential[crm]");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.credentials.both.bearer", "a",
                "incoming.credentials.both.basic.user", "a",
                "incoming.credentials.lonely.hosts", "api.example.com",
                "incoming.credentials.half.basic.user", "a",
                "incoming.credentials.spelt.bearer", "a",
                "incoming.credentials.spelt.host", "api.example.com",
                "incoming.credentials.Shop.bearer", "a",
                "incoming.credentials.hosts.bearer", "a",
                "incoming.credentials.hosts.hosts", "https://api.example.com/",
                "incoming.credentials.good.bearer", "a"));
    Credentials credentials = Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, clock);
    assertThat(settings.problems())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("incoming.credentials.Shop: the name is lower-case"),
            p ->
                assertThat(p)
                    .startsWith(
                        "incoming.credentials.both: is of 2 kinds, [basic, bearer]; declare"),
            p -> assertThat(p).isEqualTo("incoming.credentials.half.basic.password: is missing"),
            p ->
                assertThat(p)
                    .startsWith(
                        "incoming.credentials.hosts.hosts: 'https://api.example.com/' is no"),
            p ->
                assertThat(p)
                    .startsWith("incoming.credentials.lonely: is of no kind; declare exactly one"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "incoming.credentials.spelt.host: unknown setting; did you mean"
                            + " incoming.credentials.spelt.hosts?"));
    assertThat(credentials.find("good", TARGET)).isNotNull();
    for (String wrong : List.of("both", "lonely", "half", "Shop", "hosts")) {
      assertThatThrownBy(() -> credentials.find(wrong, TARGET))
          .isInstanceOf(NotDeclaredException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".bearer|Bearer s3cr3t|a token is visible ASCII",
        ".bearer|s3cr3t\u00e9|a token is visible ASCII",
        ".standard-webhooks.secret|s3cr3ts3cr3ts3cr3ts3cr3ts3cr3ts3|begins with whsec_",
        ".standard-webhooks.secret|whsec_s3cr3t|a secret has 4 bytes",
        ".standard-webhooks.secret|whsec_s3cr3|is not base64",
        ".standard-webhooks.secret|whsec_s3cr3t!|is not base64",
        ".trust|s3cr3t|is neither PEM nor the path of a file"
      })
  void wrongSecretIsToldWithoutBeingShown(String ending, String value, String reason) {
    assertThat(problems(ending, value))
        .anySatisfy(problem -> assertThat(problem).startsWith(AT + ending).contains(reason))
        .allSatisfy(problem -> assertThat(problem).doesNotContain("s3cr3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "X Key", "X-Key:", "é"})
  void headerThatCannotHoldKeyIsRefused(String header) {
    assertThat(problems(".api-key.header", header, ".api-key.value", "s3cr3t"))
        .singleElement()
        .asString()
        .startsWith(AT + ".api-key: '" + header + "' is not the name of a header");
  }

  @Test
  void controlCharactersOfSecretCannotAddHeaders() {
    String evil = "a\r\nX-Evil: s3cr3t";
    assertThat(problems(".bearer", evil)).hasSize(1);
    assertThat(problems(".api-key.header", "X-Key", ".api-key.value", evil)).hasSize(1);
    assertThat(problems(".basic.user", "a", ".basic.password", evil)).hasSize(1);
    assertThat(problems(".basic.user", "a:b", ".basic.password", "c"))
        .containsExactly(AT + ".basic: a user's name has no colon, which ends it");
  }

  @Test
  void apiKeyHasOnePlace() {
    assertThat(problems(".api-key.value", "a"))
        .containsExactly(AT + ".api-key: has neither of .header and .query; declare exactly one");
    assertThat(problems(".api-key.value", "a", ".api-key.header", "X", ".api-key.query", "k"))
        .containsExactly(AT + ".api-key: has both of .header and .query; declare exactly one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example/token",
        "http://127.0.0.1.example/token",
        "https://user:pass@login.example/token",
        "https://login.example/token#x",
        "file:///etc/passwd",
        "https:///token",
        "login.example/token",
        "https://login example/token"
      })
  void tokenUrlThatIsNotAnHttpsAddressIsRefused(String address) {
    assertThat(
            problems(
                ".oauth2.token-url", address,
                ".oauth2.client-id", "a",
                ".oauth2.client-secret", "s3cr3t"))
        .singleElement()
        .asString()
        .startsWith(AT + ".oauth2.token-url: this is not an")
        .doesNotContain("pass@");
  }

  @Test
  void whatAnOAuthClientLacksIsTold() {
    assertThat(problems(".oauth2.scope", "orders", ".oauth2.client-authentication", "jwt"))
        .containsExactly(
            AT + ".oauth2.client-authentication: 'jwt' is none of basic, body",
            AT + ".oauth2.client-id: is missing",
            AT + ".oauth2.client-secret: is missing",
            AT + ".oauth2.token-url: is missing");
  }

  @Test
  void secretThatDoesNotResolveIsOneProblemAndNoCredential() {
    Settings settings =
        new Settings(Map.of(AT + ".bearer", "S3CR3T{{S3CR3T", AT + ".hosts", "api.example.com"));
    Credentials credentials = Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, clock);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith(AT + ".bearer: has {{ without its }}")
        .doesNotContain("S3CR3T");
    assertThatThrownBy(() -> credentials.find("crm", TARGET))
        .isInstanceOf(NotDeclaredException.class);
  }

  @Test
  void credentialWhoseHostsDoNotResolveIsNotSentToAnyHost() {
    Settings settings = new Settings(Map.of(AT + ".bearer", "a", AT + ".hosts", "{{hosts"));
    Credentials credentials = Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, clock);
    assertThatThrownBy(() -> credentials.find("crm", TARGET))
        .isInstanceOf(NotDeclaredException.class);
  }

  @Test
  void variablesDeclareCredentialsToo() {
    Settings settings =
        new Settings(
            Map.of(),
            Map.of(),
            Map.of(
                "INCOMING_CREDENTIALS_WEB_SHOP_OAUTH2_CLIENT_SECRET", "s3cr3t",
                "INCOMING_CREDENTIALS_WEB_SHOP_OAUTH2_CLIENT_ID", "shop",
                "INCOMING_CREDENTIALS_WEB_SHOP_OAUTH2_TOKEN_URL", "https://login.example/token",
                "INCOMING_CREDENTIALS_CRM_BEARER", "t0k3n",
                "INCOMING_CREDENTIALS_OTHER_PORT", "tcp://10.0.0.1"),
            UnaryOperator.identity());
    Credentials credentials = Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, clock);
    assertThat(settings.problems()).isEmpty();
    assertThat(credentials.find("crm", TARGET)).isNotNull();
    assertThat(credentials.find("web-shop", TARGET)).isNotNull();
  }

  private HttpUriRequest authorize(String... settings) {
    HttpUriRequest request = request();
    credential(settings).authorize(request, BODY, EVENT);
    return request;
  }

  private Credential credential(String... settings) {
    return read(settings).find("crm", TARGET);
  }

  private Credentials read(String... settings) {
    Settings read = settings(settings);
    Credentials credentials = Credentials.read(read, SystemDefaultDnsResolver.INSTANCE, clock);
    assertThat(read.problems()).isEmpty();
    return credentials;
  }

  private List<String> problems(String... settings) {
    Settings read = settings(settings);
    Credentials.read(read, SystemDefaultDnsResolver.INSTANCE, clock);
    return read.problems();
  }

  private static Settings settings(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(AT + settings[i], settings[i + 1]);
    }
    return new Settings(values);
  }

  private static HttpUriRequest request() {
    return new HttpPost("https://api.example.com/v1?a=b");
  }

  private static String header(HttpUriRequest request, String name) {
    assertThat(request.getHeaders(name)).hasSize(1);
    return request.getFirstHeader(name).getValue();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
