package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSettingsTest {
  private static final String FORMAT = "incoming.log.format";

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(FORMAT);
  }

  @Test
  void blankSettingIsNoneForLogback() throws IOException {
    LogSettings.apply(file("incoming.log.format=\n"));

    assertThat(System.getProperty(FORMAT)).isNull();
  }

  @Test
  void blankSystemPropertyLeavesTheFileItsSay() throws IOException {
    System.setProperty(FORMAT, " ");

    LogSettings.apply(file("incoming.log.format = json \n"));

    assertThat(System.getProperty(FORMAT)).isEqualTo("json");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("application.properties"), text);
  }
}
