package incoming;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a stream of requests, and then every answer is accounted for.
 */
class CrashIT {
  private static final int ROUNDS = 3;
  private static final int SENDERS = 8;
  private static final int NO_ANSWER = -1;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Random random = new Random(20261121);
  private final AtomicInteger numbers = new AtomicInteger();

  @Test
  void everyAnswerHoldsAfterKill9() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
    writeIntegration();
    for (int round = 0; round < ROUNDS; round++) {
      int port = RunningApplication.freePort();
      Map<Integer, Integer> answers = new ConcurrentHashMap<>();
      try (ApplicationProcess app = ApplicationProcess.start(folder, port)) {
        streamUntilKilled(app, port, answers);
      }
      Set<Integer> delivered = delivered();
      int next = RunningApplication.freePort();
      ApplicationProcess app = ApplicationProcess.start(folder, next);
      try {
        account(next, answers, delivered);
      } finally {
        app.close();
      }
    }
  }

  private void writeIntegration() throws IOException {
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(folder.resolve("routes/crash.json.j2"), "{\"n\": {{request.body.n}}}");
    Files.writeString(
        folder.resolve("routes/crash.camel.yaml"),
        """
        - route:
            id: crash
            from:
              uri: platform-http:/in/crash
              parameters: {httpMethodRestrict: POST, consumes: application/json}
              steps:
                - to: incoming:flatten
                - idempotentConsumer:
                    idempotentRepository: deduplication
                    completionEager: true
                    expression:
                      language: {language: hash, expression: body.n}
                    steps:
                      - to: jinjava:crash.json.j2
                      - to: http://127.0.0.1:%d/events?httpMethod=POST
        """
            .formatted(TARGET.getPort()));
  }

  private void streamUntilKilled(ApplicationProcess app, int port, Map<Integer, Integer> answers)
      throws InterruptedException {
    AtomicBoolean killed = new AtomicBoolean();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(
          () -> {
            while (!killed.get()) {
              int n = numbers.incrementAndGet();
              answers.put(n, post(port, n));
            }
          });
    }
    int enough = 200 + random.nextInt(400);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answers.size() >= enough);
    app.kill();
    killed.set(true);
    senders.shutdown();
    assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Sends every request once more to the process that came after. */
  private void account(int port, Map<Integer, Integer> answers, Set<Integer> delivered) {
    assertThat(answers).containsValue(200);
    answers.forEach(
        (n, answer) -> {
          int retry = post(port, n);
          if (answer == 200) {
            assertThat(delivered).as("was answered 200").contains(n);
            assertThat(retry).as("%d was answered 200 before the kill", n).isEqualTo(204);
          } else {
            assertThat(answer).isEqualTo(NO_ANSWER);
            assertThat(retry).as("%d had no answer before the kill", n).isIn(200, 204);
            if (retry == 204) {
              assertThat(delivered).as("a duplicate must have been delivered").contains(n);
            }
          }
        });
  }

  private Set<Integer> delivered() {
    return TARGET.findAll(anyRequestedFor(anyUrl())).stream()
        .map(request -> Integer.valueOf(request.getBodyAsString().replaceAll("\\D", "")))
        .collect(Collectors.toSet());
  }

  private int post(int port, int n) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/in/crash"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString("{\"n\":" + n + "}"))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException cutOff) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
