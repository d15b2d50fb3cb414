package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final Pattern LINE = Pattern.compile("(?m)^#?(incoming\\.[^=\\s]+)=(.*)$");

  @Test
  void applicationPropertiesNamesEveryKeyOnceWithItsDefault() throws IOException {
    Map<String, String> written = new TreeMap<>();
    Matcher line = LINE.matcher(Files.readString(Path.of("application.properties")));
    while (line.find()) {
      assertThat(written.put(line.group(1), line.group(2))).as(line.group(1)).isNull();
    }

    Settings settings =
        new Settings(
            Map.of(
                "incoming.keys.example.secret",
                "a-secret-of-32-bytes-for-the-test",
                "incoming.credentials.example.bearer",
                "a-token-for-the-test",
                "incoming.console.tokens.example.token",
                "a-token-of-32-bytes-for-the-test",
                "incoming.console.tokens.example.role",
                "view"));
    Configuration.read(settings);

    Map<String, String> expected = settings.known();
    // The one line that is no default: the demo's target is this machine.
    expected.put("incoming.delivery.allow-hosts", "127.0.0.1:{{camel.server.port}}");
    assertThat(written).isEqualTo(expected);
  }
}
