package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/incoming validate} as a process of its own. */
class ValidateIT {
  private static final String BROKEN =
      """
      - route:
          id: orders
          from:
            uri: platform-http:/in/orders
            steps:
              - to: incoming:flaten
              - setBody: {constant: "{{env:NO_SUCH_SECRET}}"}
      """;

  @TempDir Path folder;

  private record Outcome(int exitCode, String output, String errors) {}

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("routes"));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of("bin", "incoming").toAbsolutePath().toString());
    try {
      Path output = folder.resolve("out");
      Path errors = folder.resolve("err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void findingsAreTextForPeople() throws IOException {
    file("routes/orders.camel.yaml", BROKEN);

    Outcome outcome = run("validate");

    assertThat(outcome.output())
        .isEqualTo(
            """
            routes/orders.camel.yaml
              6:15 error: unknown step incoming:flaten; did you mean 'flatten'?
              7:32 warning: {{env:NO_SUCH_SECRET}} does not resolve: the environment variable \
            NO_SUCH_SECRET is not set
            1 route file, 1 error, 1 warning
            """);
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void findingsAreLinesForTools() throws IOException {
    file("routes/orders.camel.yaml", BROKEN);

    Outcome outcome = run("validate", "--format", "lines");

    assertThat(outcome.output().lines())
        .containsExactly(
            "routes/orders.camel.yaml:6:15: error: unknown step incoming:flaten; did you mean 'flatten'?",
            "routes/orders.camel.yaml:7:32: warning: {{env:NO_SUCH_SECRET}} does not resolve: the"
                + " environment variable NO_SUCH_SECRET is not set");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void findingsAreJsonForPrograms() throws IOException {
    file("routes/orders.camel.yaml", BROKEN);

    Outcome outcome = run("validate", "--format=json");

    JsonNode findings = new ObjectMapper().readTree(outcome.output());
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).toString())
        .isEqualTo(
            "{\"file\":\"routes/orders.camel.yaml\",\"line\":6,\"column\":15,\"severity\":\"error\","
                + "\"message\":\"unknown step incoming:flaten; did you mean 'flatten'?\"}");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void shippedInstallationHasNoErrorsAndNothingOfItIsStarted() throws IOException {
    Path shipped = Path.of("routes").toAbsolutePath();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      file(
          "application.properties",
          ("camel.server.port=%d%nincoming.routes=%s%nincoming.keys.demo.secret=%s%n"
                  + "incoming.delivery.allow-hosts=127.0.0.1:{{camel.server.port}}%n")
              .formatted(taken.getLocalPort(), shipped, "0123456789abcdef".repeat(4)));

      Outcome outcome = run("validate");

      assertThat(outcome.output()).isEqualTo("3 route files, 0 errors, 0 warnings\n");
      assertThat(outcome.exitCode()).isZero();
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void folderOfTheCommandLineWinsOverTheSettings() throws IOException {
    file("application.properties", "incoming.routes=nowhere\n");
    file("routes/orders.yml", "");

    Outcome outcome = run("validate", "routes", "--format", "lines");

    assertThat(outcome.output())
        .isEqualTo(
            "routes/orders.yml:1:1: warning: is not loaded: a route file is called"
                + " <name>.camel.yaml; call it orders.camel.yaml\n");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void settingThatIsWrongHereIsAWarningWithItsLine() throws IOException {
    file(
        "application.properties",
        "# keys\nincoming.keys.shop.secret={{env:NO_SUCH_SECRET}}\nincoming.http.workers=many\n");

    Outcome outcome = run("validate", "--format", "lines");

    assertThat(outcome.output().lines())
        .satisfiesExactly(
            secret ->
                assertThat(secret)
                    .startsWith("application.properties:2:1: warning: incoming.keys.shop.secret: "),
            workers ->
                assertThat(workers)
                    .startsWith(
                        "application.properties:3:1: warning: incoming.http.workers: 'many'"));
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void wrongArgumentsAreToldWithTheRightOnes() {
    for (String[] arguments :
        List.of(
            new String[] {"start"},
            new String[] {"validate", "--format", "xml"},
            new String[] {"validate", "nowhere"},
            new String[] {"validate", "routes", "more"})) {
      Outcome outcome = run(arguments);

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.errors())
          .containsAnyOf("Usage: incoming", "Did you mean: incoming status");
      assertThat(outcome.output()).isEmpty();
    }
  }

  @Test
  void helpAndVersionAreAnswered() {
    assertThat(run("--help").output()).contains("Without arguments it starts", "validate");
    assertThat(run("validate", "--help").output()).contains("Exit codes:", "Examples:");
    assertThat(run("--version").output()).matches("Incoming \\d+\\.\\d+\\.\\d+\\n");
  }
}
