package incoming.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Set<String> ENDINGS = Set.of("secret", "public-key", "jwks");

  @Test
  void systemPropertyWinsOverEnvironmentWinsOverFile() {
    Settings settings =
        new Settings(
            Map.of("incoming.a", "file", "incoming.b-c", "file", "incoming.d", "file"),
            Map.of("incoming.a", "system"),
            Map.of("INCOMING_A", "environment", "INCOMING_B_C", "environment"),
            UnaryOperator.identity());

    assertThat(settings.text("incoming.a", "")).isEqualTo("system");
    assertThat(settings.text("incoming.b-c", "")).isEqualTo("environment");
    assertThat(settings.text("incoming.d", "")).isEqualTo("file");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void whatIsNotSetOrBlankHasItsDefault() {
    Settings settings = new Settings(Map.of("incoming.blank", "  "));

    assertThat(settings.text("incoming.blank", "x")).isEqualTo("x");
    assertThat(settings.text("incoming.none")).isEmpty();
    assertThat(settings.duration("incoming.time", "7d")).isEqualTo(Duration.ofDays(7));
    assertThat(settings.bytes("incoming.size", "1MiB", 1, 1 << 21)).isEqualTo(1 << 20);
    assertThat(settings.number("incoming.number", 3, 1, 5)).isEqualTo(3);
    assertThat(settings.choice("incoming.choice", "a", "b")).isEqualTo("a");
  }

  @Test
  void everyProblemIsKeptAndTheDefaultAnswered() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.time", "soon",
                "incoming.size", "9GiB",
                "incoming.number", "6",
                "incoming.choice", "c",
                "incoming.unknwon", "1"));

    assertThat(settings.duration("incoming.time", "7d")).isEqualTo(Duration.ofDays(7));
    assertThat(settings.bytes("incoming.size", "1KiB", 1, 2048)).isEqualTo(1024);
    assertThat(settings.number("incoming.number", 3, 1, 5)).isEqualTo(3);
    assertThat(settings.choice("incoming.choice", "a", "b")).isEqualTo("a");
    assertThat(settings.problems())
        .containsExactly(
            "incoming.choice: 'c' is none of a, b",
            "incoming.number: 6 is outside 1 to 5",
            "incoming.size: 9663676416 is outside 1 to 2048",
            "incoming.time: 'soon' is not a time; write one such as 500ms, 10s, 5m, 2h or 7d",
            "incoming.unknwon: unknown setting");
  }

  @Test
  void misspeltKeyIsAnsweredWithTheOneThatIsMeant() {
    Settings settings = new Settings(Map.of("incoming.htpp.max-body", "1MiB"));
    settings.bytes("incoming.http.max-body", "1MiB", 1, 1 << 30);

    assertThat(settings.problems())
        .containsExactly(
            "incoming.htpp.max-body: unknown setting; did you mean incoming.http.max-body?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incoming.http.maxbody", "incoming.http.max-boddy", "incoming.max-body"})
  void slipOfAFingerIsAnsweredWithTheKeyThatIsMeant(String key) {
    Settings settings = new Settings(Map.of(key, "1MiB"));
    settings.bytes("incoming.http.max-body", "1MiB", 1, 1 << 30);
    settings.text("incoming.routes");

    assertThat(settings.problems())
        .containsExactly(key + ": unknown setting; did you mean incoming.http.max-body?");
  }

  @Test
  void timeOutsideItsBoundsIsRefused() {
    Settings settings = new Settings(Map.of("incoming.a", "0s", "incoming.b", "2h"));

    assertThat(settings.duration("incoming.a", "5s", "1ms", "1h")).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.duration("incoming.b", "5s", "1ms", "1h")).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.duration("incoming.c", "5s", "5s", "5s")).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.problems())
        .containsExactly(
            "incoming.a: '0s' is outside 1ms to 1h", "incoming.b: '2h' is outside 1ms to 1h");
  }

  @Test
  void prefixWithASlipOfAFingerIsMeant() {
    assertThat(Stream.of("incoming.a", "incomming.a", "Incoming.a", "incomig.keys.shop.secret"))
        .allMatch(Settings::isMeant);
    assertThat(Stream.of("camel.a", "shop.incoming.a", "incoming", "outgoing.a", "income.tax"))
        .noneMatch(Settings::isMeant);
  }

  @Test
  void variablesThatThePlatformSetsAreNoSettings() {
    Settings settings =
        new Settings(
            Map.of(),
            Map.of(),
            Map.of("INCOMING_SERVICE_HOST", "10.0.0.1", "INCOMING_PORT", "tcp://10.0.0.1:80"),
            UnaryOperator.identity());

    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void namesComeFromFileSystemPropertiesAndEnvironment() {
    Settings settings =
        new Settings(
            Map.of("incoming.keys.shop.secret", "x", "incoming.keysx.no", "x"),
            Map.of("incoming.keys.crm.jwks", "x"),
            Map.of("INCOMING_KEYS_ERP_SECRET", "x"),
            UnaryOperator.identity());

    assertThat(settings.names("incoming.keys", ENDINGS)).containsExactly("crm", "erp", "shop");
  }

  @Test
  void variableNamesAKeyWithHyphens() {
    Settings settings =
        environment(
            Map.of(
                "INCOMING_KEYS_WEB_SHOP_SECRET", "x",
                "INCOMING_KEYS_CRM_EU_1_PUBLIC_KEY", "x",
                "INCOMING_KEYS_CRM_EU_1_SECRET", " "));

    assertThat(settings.names("incoming.keys", ENDINGS)).containsExactly("crm-eu-1", "web-shop");
    assertThat(settings.text("incoming.keys.web-shop.secret")).contains("x");
    assertThat(settings.text("incoming.keys.crm-eu-1.public-key")).contains("x");
  }

  @Test
  void variableOfADeclaredNameIsThatName() {
    Settings settings =
        new Settings(
            Map.of("incoming.keys.Web_Shop.issuer", "x"),
            Map.of(),
            Map.of("INCOMING_KEYS_WEB_SHOP_SECRET", "x"),
            UnaryOperator.identity());

    assertThat(settings.names("incoming.keys", ENDINGS)).containsExactly("Web_Shop");
    assertThat(settings.text("incoming.keys.Web_Shop.secret")).contains("x");
  }

  @Test
  void variableThatFitsTwoNamesIsOfTheShorterUnlessTheLongerIsWritten() {
    Set<String> endings = Set.of("secret", "signing-secret");
    Map<String, String> variable = Map.of("INCOMING_KEYS_SHOP_SIGNING_SECRET", "x");

    assertThat(environment(variable).names("incoming.keys", endings)).containsExactly("shop");
    Settings written =
        new Settings(
            Map.of("incoming.keys.shop-signing.issuer", "x"),
            Map.of(),
            variable,
            UnaryOperator.identity());
    assertThat(written.names("incoming.keys", endings)).containsExactly("shop-signing");
  }

  @Test
  void variablesOfAServiceWithThePrefixForANameDeclareNothing() {
    Settings settings =
        environment(
            Map.of(
                "INCOMING_KEYS_PORT", "tcp://10.0.0.1:80",
                "INCOMING_KEYS_SERVICE_HOST", "10.0.0.1",
                "INCOMING_KEYS_PORT_80_TCP_ADDR", "10.0.0.1",
                "INCOMING_KEYS_SECRET", "x",
                "INCOMING_KEYS__SECRET", "x"));

    assertThat(settings.names("incoming.keys", ENDINGS)).isEmpty();
  }

  @Test
  void blankVariableOrPropertyOverridesNothing() {
    Settings settings =
        new Settings(
            Map.of("incoming.a", "file", "incoming.b", "file"),
            Map.of("incoming.b", ""),
            Map.of("INCOMING_A", "  ", "INCOMING_B", "environment"),
            UnaryOperator.identity());

    assertThat(settings.text("incoming.a", "default")).isEqualTo("file");
    assertThat(settings.text("incoming.b", "default")).isEqualTo("environment");
  }

  @Test
  void placeholderThatStandsForNothingIsNotSet() {
    Settings settings =
        new Settings(Map.of("incoming.a", "{{env:EMPTY}}"), Map.of(), Map.of(), key -> " ");

    assertThat(settings.isSet("incoming.a")).isFalse();
    assertThat(settings.text("incoming.a", "default")).isEqualTo("default");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void placeholderThatDoesNotResolveIsAProblemOfItsKey() {
    Settings settings =
        new Settings(
            Map.of("incoming.a", "{{env:NONE}}"),
            Map.of(),
            Map.of(),
            key -> {
              throw new IllegalArgumentException("there is no " + key);
            });

    assertThat(settings.text("incoming.a", "")).isEmpty();
    assertThat(settings.isSet("incoming.a")).isTrue();
    assertThat(settings.problems())
        .containsExactly(
            "incoming.a: {{env:NONE}} does not resolve: the environment variable NONE is not set");
  }

  private static Settings environment(Map<String, String> variables) {
    return new Settings(Map.of(), Map.of(), variables, UnaryOperator.identity());
  }
}
