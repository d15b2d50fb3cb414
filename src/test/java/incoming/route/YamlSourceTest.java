package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

class YamlSourceTest {
  private static final String EMOJI = "\uD83D\uDCE6";

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 5000})
  void characterInTwoHalvesMayStandAnywhereInAText(int around) {
    for (int before = around; before < around + 40; before++) {
      String text = "# " + "x".repeat(before) + EMOJI + "\na: 1\n";
      assertThat(new Compose(YamlSource.settings(text)).composeString(text)).isPresent();
    }
  }

  @Test
  void characterInTwoHalvesMayStandAnywhereInARouteFile() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      for (int before = 1000; before < 1040; before++) {
        String text =
            "# "
                + "x".repeat(before)
                + EMOJI.repeat(600)
                + "\n- route:\n    description: "
                + EMOJI
                + "\n    from:\n      uri: direct:a\n      steps:\n        - to: mock:a\n";
        RouteDefinition route =
            Version.parse(camel, YamlSource.resource(Path.of("a.camel.yaml"), text.getBytes(UTF_8)))
                .get(0);
        assertThat(route.getDescriptionText()).isEqualTo(EMOJI);
      }
    }
  }
}
