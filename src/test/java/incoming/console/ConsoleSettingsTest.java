package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {
  private static ConsoleSettings read(Settings settings) {
    return ConsoleSettings.read(settings, Clock.systemUTC());
  }

  @Test
  void publicAddressIsTakenWithoutItsLastSlash() {
    Settings settings = new Settings(Map.of("incoming.public-url", "https://example.com/hooks/"));
    assertThat(read(settings).publicUrl()).isEqualTo("https://example.com/hooks");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void namesOfHostsAreTakenInLowerCase() {
    Settings settings =
        new Settings(Map.of("incoming.console.hosts", "Admin.Example.com , incoming,"));
    assertThat(read(settings).hosts()).containsExactlyInAnyOrder("admin.example.com", "incoming");
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://admin.example.com", "*", "admin:9876", "a b", "a..b"})
  void whatIsNoNameOfAHostIsAProblem(String host) {
    Settings settings = new Settings(Map.of("incoming.console.hosts", host));
    read(settings);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("incoming.console.hosts: ");
  }

  @Test
  void nobodyIsCalledAsTheAdministrator() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.console.tokens.admin.token",
                "x".repeat(32),
                "incoming.console.tokens.admin.role",
                "view"));
    read(settings);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .contains("incoming.console.tokens.admin", "data/admin-token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks.example.com",
        "ftp://example.com",
        "https://",
        "https://user:secret@example.com",
        "https://example.com?a=b",
        "https://example.com#a",
        "https://exa mple.com"
      })
  void whatIsNoPublicAddressIsAProblemThatRepeatsNothing(String url) {
    Settings settings = new Settings(Map.of("incoming.public-url", url));
    read(settings);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .startsWith("incoming.public-url: is not an address")
        .doesNotContain("secret");
  }
}
