package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorComponentTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void open() {
    Settings settings = new Settings(Map.of("incoming.http.max-body-memory", "4GiB"));
    camel.addComponent(
        "platform-http", new DoorComponent(new EndpointTable(), DoorSettings.read(settings), 0));
  }

  @AfterEach
  void close() {
    camel.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/in/caf\u00e9", "/in/a b", "/in/{id}", "/in/*", "in/a"})
  void pathThatNoRequestCouldHaveIsRefused(String path) {
    assertThatThrownBy(() -> camel.getEndpoint("platform-http:" + path))
        .rootCause()
        .hasMessageContaining("must be one exact path, such as /in/<endpoint id>");
  }

  @ParameterizedTest
  @CsvSource({
    "maxBodySize=3GiB, maxBodySize=3GiB is outside 1 to 1073741824",
    "maxBodySize=0, maxBodySize=0 is outside 1 to 1073741824",
    "httpMethodRestrict=PSOT, is no method of HTTP; there are DELETE",
    "consumes=application/json;charset=utf-8, write types without parameters"
  })
  void optionThatCannotWorkIsRefusedWithWhatWouldBeRight(String option, String words) {
    assertThatThrownBy(() -> camel.getEndpoint("platform-http:/in/a?" + option))
        .rootCause()
        .hasMessageContaining(words);
  }

  @Test
  void largestBodyIsAGibibyte() {
    assertThat(camel.getEndpoint("platform-http:/in/a?maxBodySize=1GiB&httpMethodRestrict=post"))
        .isNotNull();
  }
}
