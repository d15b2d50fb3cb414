package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.history.Criteria;
import incoming.history.State;
import incoming.history.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says, with its own commands.
 *
 * <p>The commands are read rather than given to a shell, as a machine may have a JDK and no curl.
 */
class ReadmeIT {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\$ (.+)\\n(?:HTTP/1.1 (\\d+) .*\\n)?");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|jinja)\\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  private record Command(List<String> words, String answer) {
    static List<Command> all(String readme) {
      List<Command> all = new ArrayList<>();
      Matcher m = COMMAND.matcher(readme);
      while (m.find()) {
        all.add(new Command(words(m.group(1)), m.group(2)));
      }
      return all;
    }

    private static List<String> words(String line) {
      List<String> words = new ArrayList<>();
      Matcher m = WORD.matcher(line);
      while (m.find()) {
        words.add(m.group(1) == null ? m.group(2) : m.group(1));
      }
      return words;
    }

    /** The value after {@code option}. */
    String option(String option) {
      return words.get(words.indexOf(option) + 1);
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private void copyInstallation() throws IOException {
    Files.copy(Path.of("application.properties"), folder.resolve("application.properties"));
    Files.createDirectories(folder.resolve("routes"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, folder.resolve("routes").resolve(file.getFileName()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private int send(Command curl, int port) throws IOException, InterruptedException {
    assertThat(curl.words()).startsWith("curl", "-i").hasSize(7);
    String[] header = curl.option("-H").split(": ", 2);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(curl.words().get(2).replace("8080", "" + port)))
            .header(header[0], header[1])
            .POST(BodyPublishers.ofString(curl.option("-d")))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void firstScreenIsTrue() throws Exception {
    List<Command> commands = Command.all(readme());
    assertThat(String.join(" ", commands.get(0).words()))
        .isEqualTo("./mvnw -q -DskipTests package && bin/incoming");
    List<Command> curls = commands.stream().filter(command -> command.answer() != null).toList();
    assertThat(curls).extracting(Command::answer).containsExactly("200", "204");
    assertThat(curls.get(0).words()).isEqualTo(curls.get(1).words());

    copyInstallation();
    int port = RunningApplication.freePort();
    try (ApplicationProcess app = ApplicationProcess.start(folder, port)) {
      for (Command curl : curls) {
        assertThat(send(curl, port)).hasToString(curl.answer());
      }
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(app.output())
                      .contains("\"action\": \"goal.achieve\"", "12\\\" boots"));
      app.kill();
    }
    int next = RunningApplication.freePort();
    ApplicationProcess again = ApplicationProcess.start(folder, next);
    try {
      assertThat(send(curls.get(0), next)).isEqualTo(204);
    } finally {
      again.close();
    }
  }

  @Test
  void secondExampleStartsOnceItsKeyIsDeclared() throws IOException {
    assertThat(readme()).contains("INCOMING_KEYS_DEMO_SECRET=$(openssl rand -hex 32)");
    copyInstallation();
    int port = RunningApplication.freePort();
    try (ApplicationProcess app =
        ApplicationProcess.launch(
            folder, port, Map.of("INCOMING_KEYS_DEMO_SECRET", "0123456789abcdef".repeat(4)))) {
      app.awaitReady();

      // Requests are taken a moment before the log says so.
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(app.output()).contains("3 integrations running, 0 refused"));
    }
  }

  @Test
  void integrationOfTheReadmeRuns() throws IOException {
    RunningApplication.Setup setup = RunningApplication.in(folder);
    Matcher block = BLOCK.matcher(readme());
    while (block.find()) {
      setup.file(
          block.group(1).equals("yaml") ? "orders.camel.yaml" : "orders.json.j2", block.group(2));
    }
    try (RunningApplication app = setup.start()) {
      assertThat(
              app.post(
                      "/in/3d0c5a44-93c9-4b0e-8f0e-6f1a2f6f7b11",
                      "{\"order\": {\"id\": \"A-1\", \"total\": 1.10}, \"items\": []}")
                  .statusCode())
          .isEqualTo(200);
      // Its target is somewhere else, so the furthest that it gets here is the call.
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(app.deliveries().page(Criteria.all(1)).deliveries())
                      .extracting(Summary::state)
                      .containsExactly(State.RETRYING));
    }
  }
}
