package incoming.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private static final String SECRET = "S3CR3T";

  private final Placeholders placeholders =
      new Placeholders(
          key -> {
            String value =
                Map.of(
                        "host", "{{name}}.example",
                        "name", "shop",
                        "last", "name",
                        "env:SHOP", "a{{b",
                        "file:/run/name", "S3CR3T{{name}}",
                        "loop", "{{loop}}")
                    .get(key);
            if (value == null) {
              throw new IllegalStateException("no " + key + " among " + SECRET);
            }
            return value;
          });

  @Test
  void everyPlaceholderOfATextIsReplaced() {
    assertThat(placeholders.resolve("https://{{host}}/{{name}}/x"))
        .isEqualTo("https://shop.example/shop/x");
  }

  @Test
  void keyMayHoldAPlaceholder() {
    assertThat(placeholders.resolve("{{file:/run/{{last}}}}")).isEqualTo("S3CR3T{{name}}");
  }

  @Test
  void whatAVariableOrAFileHoldsIsNotReadAgain() {
    assertThat(placeholders.resolve("{{env:SHOP}}")).isEqualTo("a{{b");
    assertThat(placeholders.resolve("<{{file:/run/name}}>")).isEqualTo("<S3CR3T{{name}}>");
  }

  @Test
  void escapedBracesAreThemselves() {
    assertThat(placeholders.resolve("\\{{name\\}} {{name}} }} \\x"))
        .isEqualTo("{{name}} shop }} \\x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S3CR3T{{S3CR3T",
        "S3CR3T{{name}}{{S3CR3T",
        "{{S3CR3T",
        "S3CR3T{{none}}S3CR3T",
        "S3CR3T{{env:NOPE}}S3CR3T",
        "S3CR3T{{loop}}S3CR3T",
        "{{none:{{file:/run/name}}}}",
        "{{{{name}}S3CR3T",
      })
  void messageHoldsNothingButThePlaceholder(String text) {
    assertThatThrownBy(() -> placeholders.resolve(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void camelAnswersOnePlaceholderAsItIs(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "a{{b}}c{{d\\{{e");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
      Placeholders real = new Placeholders(new CamelLookup(camel));

      assertThat(real.resolve("{{file:" + file + "}}")).isEqualTo("a{{b}}c{{d\\{{e");
      assertThat(real.resolve("{{env:INCOMING_NO_SUCH_VARIABLE:or}}")).isEqualTo("or");
    }
  }
}
