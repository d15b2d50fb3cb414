package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.auth.SecretDigest;
import incoming.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  @TempDir Path folder;

  @Test
  void firstStartMakesATokenThatOnlyTheOwnerCanReadAndLaterOnesReadIt() throws IOException {
    Path file = folder.resolve("data").resolve("admin-token");

    AdminToken first = AdminToken.open(file);
    AdminToken second = AdminToken.open(file);

    String token = first.made().orElseThrow();
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(second.made()).isEmpty();
    assertThat(second.digest().isSameAs(SecretDigest.of(token))).isTrue();
    assertThat(Files.readString(file)).isEqualTo(token + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.toString()).doesNotContain(token);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileThatIsNoTokenEndsTheStartWithoutShowingIt() throws IOException {
    Path file = folder.resolve("admin-token");
    Files.writeString(file, "guess-me");

    assertThatThrownBy(() -> AdminToken.open(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("delete it to have one made")
        .hasMessageNotContaining("guess-me");
  }

  @Test
  void emptyFileIsNoToken() throws IOException {
    Path file = folder.resolve("admin-token");
    Files.createFile(file);

    assertThatThrownBy(() -> AdminToken.open(file)).isInstanceOf(ConfigurationException.class);
  }
}
