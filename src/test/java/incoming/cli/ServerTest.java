package incoming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Server find(String named) {
    return Server.find(
        new Surroundings(environment, folder, InputStream.nullInputStream()),
        Optional.ofNullable(named),
        Optional.empty());
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void installationOfTheWorkingDirectoryIsTheDefault() throws IOException {
    file("data/admin-token", "the-token\n");
    assertThat(find(null)).hasToString("http://127.0.0.1:9876");
    assertThat(find(null).authorization()).isEqualTo("Bearer the-token");

    file("application.properties", "camel.management.port=7777\nincoming.data=state\n");
    file("state/admin-token", "another");
    assertThat(find(null)).hasToString("http://127.0.0.1:7777");
    assertThat(find(null).authorization()).isEqualTo("Bearer another");

    environment.put("CAMEL_MANAGEMENT_PORT", "8888");
    environment.put("CAMEL_MANAGEMENT_HOST", "0.0.0.0");
    assertThat(find(null)).hasToString("http://127.0.0.1:8888");
  }

  @Test
  void argumentWinsOverTheVariable() {
    environment.put("INCOMING_TOKEN", "from-the-variable");
    environment.put("INCOMING_SERVER", "https://one.example.com");

    assertThat(find(null)).hasToString("https://one.example.com");
    assertThat(find("https://two.example.com/incoming/").uri(Address.of("keys")))
        .hasToString("https://two.example.com/incoming/api/keys");
  }

  @Test
  void tokenOfThisInstallationIsNotShownToAnotherMachine() throws IOException {
    file("data/admin-token", "the-token");

    assertThatThrownBy(() -> find("https://elsewhere.example.com"))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("There is no token for https://elsewhere.example.com");
    assertThat(find("http://localhost:9876").authorization()).isEqualTo("Bearer the-token");
  }

  @Test
  void addressesThatWouldSendTheTokenInClearAreRefused() {
    environment.put("INCOMING_TOKEN", "secret-token");

    for (String address :
        new String[] {
          "http://incoming.example.com",
          "https://user:password@incoming.example.com",
          "https://incoming.example.com/?a=b",
          "ftp://localhost",
          "not an address"
        }) {
      assertThatThrownBy(() -> find(address))
          .isInstanceOf(FailedException.class)
          .hasMessageNotContaining("password@");
    }
  }

  @Test
  void tokenIsInNoMessage() throws IOException {
    file("data/admin-token", "secret\r\nX-Evil: 1");

    assertThatThrownBy(() -> find(null))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("does not hold one token")
        .hasMessageNotContaining("secret");
    environment.put("INCOMING_TOKEN", "sécret");
    assertThatThrownBy(() -> find(null)).hasMessage("INCOMING_TOKEN does not hold one token.");
    environment.put("INCOMING_TOKEN", "secret");
    assertThat(find(null).toString()).doesNotContain("secret");
  }

  @Test
  void settingsThatDoNotSayWhereAreNotGuessed() throws IOException {
    file("application.properties", "camel.management.port={{env:PORT}}\n");

    assertThatThrownBy(() -> find(null))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("--server");
  }
}
