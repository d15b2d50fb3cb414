package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.ApplicationProcess;
import incoming.RunningApplication;
import incoming.history.Criteria;
import incoming.history.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments, and then every answer and every delivery is accounted for.
 *
 * <p>{@code -Drounds=30} for the long run, {@code -Dseed} for other moments.
 */
class AcceptCrashIT {
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final long SEED = Long.getLong("seed", 20261122);
  private static final int SENDERS = 8;
  private static final int CONCURRENCY = 4;
  private static final int NO_ANSWER = -1;

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Random random = new Random(SEED);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final List<Long> kills = new ArrayList<>();
  private int inFlight;
  private int port;
  private Recipient recipient;

  /** What is going on when the process is killed. */
  private enum Moment {
    WHILE_REQUESTS_STREAM,
    WHILE_DELIVERIES_GO_ON,
    AFTER_ONE_ANSWER
  }

  @Test
  void everyAnswerHoldsAndNoEventMultipliesAfterKill9AtAnyMoment() throws Exception {
    try (Recipient open = new Recipient()) {
      recipient = open;
      open.answer(this::slowly);
      writeIntegration();
      ApplicationProcess app = launch().awaitReady();
      for (int round = 0; round < ROUNDS; round++) {
        stream(app, Moment.values()[round % Moment.values().length]);
        killSuccessors(round);
        app = launch().awaitReady();
        account();
      }
      app.kill();
      report();
      nothingIsLeft();
    }
  }

  /** Long enough that some calls are open at any moment. */
  private int slowly(int n) {
    try {
      TimeUnit.MILLISECONDS.sleep(n % 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 204;
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
                      - to: incoming:accept
        - route:
            id: crash-delivery
            from:
              uri: incoming:deliveries/crash
              parameters: {concurrency: %d}
              steps:
                - to: jinjava:crash.json.j2
                - to: %s?httpMethod=POST
        """
            .formatted(CONCURRENCY, recipient.url()));
  }

  private ApplicationProcess launch() {
    port = RunningApplication.freePort();
    return ApplicationProcess.launch(folder, port, Map.of());
  }

  private void stream(ApplicationProcess app, Moment moment) throws InterruptedException {
    int before = answers.size();
    int enough = moment == Moment.AFTER_ONE_ANSWER ? 1 : 100 + random.nextInt(500);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(
          () -> {
            while (!over.get()) {
              int n = numbers.incrementAndGet();
              answers.put(n, post(n));
            }
          });
    }
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofMinutes(1))
        .until(() -> answers.size() - before >= enough);
    if (moment == Moment.WHILE_DELIVERIES_GO_ON) {
      over.set(true);
    }
    app.awaitEnd(Duration.ofMillis(random.nextInt(moment == Moment.AFTER_ONE_ANSWER ? 3 : 50)));
    over.set(true);
    kill(app);
    senders.shutdown();
    assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Kills processes that start, or that have just begun to deliver what waits. */
  private void killSuccessors(int round) {
    if (round % 2 == 0) {
      ApplicationProcess starting = launch();
      starting.awaitEnd(Duration.ofMillis(random.nextInt(3_000)));
      kill(starting);
    } else {
      int calls = recipient.calls();
      ApplicationProcess recovering = launch();
      // Nothing may be left to deliver: then it is killed once it is ready.
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(1))
          .until(() -> recipient.calls() > calls || recovering.isReady());
      recovering.awaitEnd(Duration.ofMillis(random.nextInt(30)));
      kill(recovering);
    }
  }

  private void kill(ApplicationProcess app) {
    inFlight += recipient.open();
    kills.add(System.nanoTime());
    app.kill();
  }

  /** Sends every request once more to the process that came after. */
  private void account() {
    assertThat(answers).containsValue(200);
    Set<Integer> accepted = with(200);
    await().atMost(Duration.ofMinutes(1)).until(() -> recipient.tookAll(accepted));
    answers.replaceAll((n, answer) -> answer == 204 ? 204 : retried(n, answer));
    await().atMost(Duration.ofMinutes(1)).until(() -> recipient.tookAll(answers.keySet()));
    assertThat(answers.keySet())
        .as("each request became one event")
        .allMatch(n -> recipient.eventIds(n).size() == 1);
  }

  private int retried(int n, int answer) {
    int retry = post(n);
    if (answer == 200) {
      assertThat(retry).as("%d was answered 200 before", n).isEqualTo(204);
      return 200;
    }
    assertThat(answer).isEqualTo(NO_ANSWER);
    assertThat(retry).as("%d had no answer before the kill", n).isIn(200, 204);
    return retry;
  }

  private Set<Integer> with(int answer) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue() == answer)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void report() {
    List<Recipient.Call> twice =
        answers.keySet().stream()
            .map(recipient::taken)
            .filter(calls -> calls.size() > 1)
            .map(calls -> calls.get(0))
            .toList();
    int again = answers.keySet().stream().mapToInt(n -> recipient.taken(n).size() - 1).sum();
    System.out.printf(
        "[rounds %d, kills %d, accepted %d, arrived twice %d (%d arrivals), in flight at kills %d];"
            + " the oldest of them came %d us before its kill%n",
        ROUNDS,
        kills.size(),
        answers.size(),
        twice.size(),
        again,
        inFlight,
        twice.stream().mapToLong(this::beforeKillMicros).max().orElse(0));
    // Of each courier at most the call that is open, and the acknowledgement that is being written.
    assertThat(again).isLessThanOrEqualTo(kills.size() * CONCURRENCY * 2);
  }

  private long beforeKillMicros(Recipient.Call call) {
    return kills.stream()
        .filter(kill -> kill >= call.at())
        .findFirst()
        .map(kill -> (kill - call.at()) / 1_000)
        .orElse(0L);
  }

  private void nothingIsLeft() {
    try (RunningApplication app = RunningApplication.in(folder).start()) {
      assertThat(app.deliveries().waiting("crash")).isZero();
      assertThat(app.deliveries().dead("crash")).isZero();
      for (State state : List.of(State.PENDING, State.RETRYING, State.DEAD)) {
        Criteria criteria =
            new Criteria(
                Optional.of(state), Optional.empty(), 0, Long.MAX_VALUE, Optional.empty(), 10);
        assertThat(app.deliveries().page(criteria).deliveries()).as("%s", state).isEmpty();
      }
    }
  }

  private int post(int n) {
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
