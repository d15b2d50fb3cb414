package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.RunningApplication;
import incoming.history.Criteria;
import incoming.history.State;
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
  // Four couriers for each call, of whom each takes its next event when its last one is on disk.
  private static final int UNSETTLED = 4 * CONCURRENCY;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final List<Long> kills = new ArrayList<>();
  private int inFlight;
  private Recipient recipient;
  private Victim app;

  /** What is going on when the process is killed. */
  private enum Moment {
    WHILE_REQUESTS_STREAM,
    WHILE_DELIVERIES_GO_ON,
    AFTER_ONE_ANSWER
  }

  @Test
  void everyAnswerHoldsAndNoEventMultipliesAfterKill9AtAnyMoment() throws Exception {
    try (Recipient open = new Recipient();
        Victim victim = new Victim(folder, open)) {
      recipient = open;
      app = victim;
      open.answer(AcceptCrashIT::slowly);
      victim.integration("crash", "concurrency=" + CONCURRENCY).start();
      for (int round = 0; round < ROUNDS; round++) {
        stream(Moment.values()[round % Moment.values().length]);
        killSuccessor(round);
        app.start();
        account();
      }
      app.kill();
      report();
      nothingIsLeft();
    }
  }

  /** Long enough that some calls are open at any moment. */
  private static int slowly(int n) {
    try {
      TimeUnit.MILLISECONDS.sleep(n % 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 204;
  }

  private void stream(Moment moment) throws InterruptedException {
    int before = answers.size();
    int enough = moment == Moment.AFTER_ONE_ANSWER ? 1 : 100 + random.nextInt(500);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(
          () -> {
            while (!over.get()) {
              int n = numbers.incrementAndGet();
              answers.put(n, app.post("crash", n));
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
    app.live(Duration.ofMillis(random.nextInt(moment == Moment.AFTER_ONE_ANSWER ? 3 : 50)));
    over.set(true);
    kill();
    senders.shutdown();
    assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Kills a process that starts, or that has just begun to deliver what waits. */
  private void killSuccessor(int round) {
    int calls = recipient.calls();
    app.launch();
    if (round % 2 == 0) {
      app.live(Duration.ofMillis(random.nextInt(3_000)));
    } else {
      // Nothing may be left to deliver: then it is killed once it is ready.
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(1))
          .until(() -> recipient.calls() > calls || app.isReady());
      app.live(Duration.ofMillis(random.nextInt(30)));
    }
    kill();
  }

  private void kill() {
    inFlight += recipient.open();
    app.kill();
    kills.add(System.nanoTime());
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
    int retry = app.post("crash", n);
    if (answer == 200) {
      assertThat(retry).as("%d was answered 200 before", n).isEqualTo(204);
      return 200;
    }
    assertThat(answer).isEqualTo(Victim.NO_ANSWER);
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
    assertThat(again).isLessThanOrEqualTo(kills.size() * UNSETTLED);
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
}
