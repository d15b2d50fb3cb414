package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.target.OutgoingRequest;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MasksTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void properties() {
    Properties properties = new Properties();
    properties.setProperty("secret", "s3 cr\"et/&");
    properties.setProperty("short", "abc");
    properties.setProperty("which", "secret");
    properties.setProperty("camel.server.port", "8080");
    camel.getPropertiesComponent().setInitialProperties(properties);
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void valueOfAPlaceholderIsPutBackInEveryForm() {
    Masks masks = new Masks(camel, "a: {{secret}} b: {{short}} {{unknown}} {{camel.server.port}}");

    OutgoingRequest masked =
        masks.masked(
            new OutgoingRequest(
                "POST",
                "http://x:8080/s3%20cr%22et%2F%26?a=s3+cr%22et%2F%26",
                List.of(Map.entry("X-A", "b s3 cr\"et/& abc")),
                "{\"a\": \"s3 cr\\\"et/&\"}"));

    assertThat(masked.url()).isEqualTo("http://x:8080/{{secret}}?a={{secret}}");
    assertThat(masked.headers()).containsExactly(Map.entry("X-A", "b {{secret}} abc"));
    assertThat(masked.body()).isEqualTo("{\"a\": \"{{secret}}\"}");
  }

  @Test
  void placeholderWithinAnotherIsFound() {
    assertThat(new Masks(camel, "{{{{which}}}}").masked("s3 cr\"et/&")).doesNotContain("cr");
    assertThat(new Masks(camel, "{{unknown:{{secret}}}}").masked("a s3 cr\"et/&"))
        .doesNotContain("cr\"et");
  }
}
