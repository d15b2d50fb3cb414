package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DocumentTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void depthThatExhaustsTheStackIsAFinding() {
    folder.with("orders.camel.yaml", "[".repeat(30_000) + "]".repeat(30_000));

    assertThat(folder.findings())
        .containsExactly(
            "orders.camel.yaml:1:1: error: is too large, nested too deeply or contains itself");
  }

  @Test
  void whatIsNotYamlIsToldWithItsPlace() {
    folder.with("orders.camel.yaml", "- route:\n    id: [orders\n    from: x\n");

    folder.assertFindings(
        "orders.camel.yaml:3:9: error: is not YAML: expected ',' or ']', but got :");
  }

  @Test
  void emptyFileIsToldWhatBelongsInIt() {
    folder.with("orders.camel.yaml", "# nothing yet\n");

    folder.assertFindings(
        "orders.camel.yaml:1:1: error: the file is empty; write '- route:' with an id and a from");
  }

  @Test
  void fileThatIsNoListIsRefused() {
    folder.with("orders.camel.yaml", "route:\n  id: orders\n");

    folder.assertFindings(
        "orders.camel.yaml:1:1: error: 'the file' must be a list, each element with '- ' in front,"
            + " not 'name: value' lines");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Files.write(folder.path().resolve("orders.camel.yaml"), new byte[] {'-', ' ', (byte) 0xff});

    folder.assertFindings("orders.camel.yaml:1:1: error: is not UTF-8 text");
  }

  @Test
  void aliasThatContainsItselfIsRefused() {
    folder.with("orders.camel.yaml", "- &a\n  route: {steps: *a}\n");

    folder.assertFindings(
        "orders.camel.yaml:1:1: error: is too large, nested too deeply or contains itself");
  }

  @Test
  void aliasesThatGrowWithoutLimitAreRefused() {
    StringBuilder bomb = new StringBuilder("- &a0 x\n");
    for (int i = 1; i <= 20; i++) {
      bomb.append("- &a%d [*a%d, *a%d]%n".formatted(i, i - 1, i - 1));
    }
    folder.with("orders.camel.yaml", bomb.toString());

    folder.assertFindings(
        "orders.camel.yaml:1:1: error: is too large, nested too deeply or contains itself");
  }

  @Test
  void columnsCountCharactersAsAnEditorDoes() {
    folder.orders("setBody: {constant: '\uD83D\uDED2 {{nosuch}}'}");

    assertThat(folder.findings()).singleElement().asString().startsWith("orders.camel.yaml:6:34: ");
  }

  @Test
  void placeInALiteralBlockIsFound() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - setBody:
                    constant: |
                      one

                      two {{nosuch}}
        """);

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .startsWith("orders.camel.yaml:10:19: ");
  }

  @Test
  void placeInFoldedTextIsItsBegin() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - setBody:
                    constant: >
                      one
                      {{nosuch}}
        """);

    assertThat(folder.findings()).singleElement().asString().startsWith("orders.camel.yaml:7:23: ");
  }
}
