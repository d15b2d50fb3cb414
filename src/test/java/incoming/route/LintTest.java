package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LintTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void shippedRouteFilesAreClean() {
    for (String name : List.of("routes", "examples")) {
      try (Folder shipped = new Folder(Path.of(name))) {
        assertThat(shipped.findings()).isEmpty();
      }
    }
  }

  @Test
  void integrationOfTheReadmeIsClean() throws IOException {
    Matcher block =
        Pattern.compile("(?s)```(yaml|jinja)\\n(.*?)```")
            .matcher(Files.readString(Path.of("README.md")));
    while (block.find()) {
      folder.with(
          block.group(1).equals("yaml") ? "orders.camel.yaml" : "orders.json.j2", block.group(2));
    }

    assertThat(folder.path().resolve("orders.camel.yaml")).exists();
    assertThat(folder.findings()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheFile() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: order
            from:
              uri: platform-http:/api/orders
              steps:
                - to: incoming:flaten
                - setBodyy: {constant: x}
                - setBody: {constant: "{{nosuch}}"}
                - to: https://crm.example.com?httpMethd=POST&password=hunter2
        """);

    assertThat(folder.findings())
        .extracting(
            finding -> finding.replaceFirst("^orders.camel.yaml:(\\d+:\\d+): (\\w+).*", "$1 $2"))
        .containsExactly(
            "2:9 error", "4:26 error", "6:15 error", "7:11 error", "8:32 error", "9:54 error");
    assertThat(folder.findings()).noneMatch(finding -> finding.contains("hunter2"));
  }

  @Test
  void findingIsOneLine() {
    Finding finding =
        new Finding(Path.of("a.camel.yaml"), 3, 7, Finding.Severity.ERROR, " one\n  two\r\nthree ");

    assertThat(finding).hasToString("a.camel.yaml:3:7: error: one two three");
  }

  @Test
  void whatOnlyABuildCanTellIsTold() {
    folder.orders(
        "doTry: {steps: [{log: x}], doCatch: [{exception: [shop.None], steps: [{log: y}]}]}");

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .startsWith("orders.camel.yaml:1:1: error: cannot be built: ")
        .contains("shop.None");
  }

  @Test
  void checkOfOneFileLeavesNothingInTheContext() {
    byte[] content =
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - to: https://crm.example.com
                - to: log:a
                - to: incoming:flatten
        """
            .getBytes(UTF_8);

    Lint.Result result =
        new Lint(folder.camel(), Finding.Severity.ERROR)
            .check(folder.path().resolve("orders.camel.yaml"), content, new Names.Taken());

    assertThat(result.findings()).isEmpty();
    assertThat(result.names().endpoints()).containsExactly("POST /in/orders");
    assertThat(folder.camel().getEndpoints()).isEmpty();
    assertThat(folder.camel().getRoutes()).isEmpty();
  }
}
