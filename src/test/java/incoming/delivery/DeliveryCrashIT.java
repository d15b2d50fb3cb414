package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incoming.RunningApplication;
import incoming.history.Delivery;
import incoming.history.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while events are retried, paged, replayed, or kill the process themselves. */
class DeliveryCrashIT {
  private static final int CONCURRENCY = 4;
  // Four couriers for each call, of whom each takes its next event when its last one is on disk.
  private static final int UNSETTLED = 4 * CONCURRENCY;
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  private Recipient recipient;
  private Victim app;

  @BeforeEach
  void open() throws IOException {
    recipient = new Recipient();
    app = new Victim(folder, recipient);
  }

  @AfterEach
  void close() {
    app.close();
    recipient.close();
  }

  @Test
  void retriedEventsKeepTheirAttemptsAndNeitherVanishNorMultiply() throws Exception {
    int kills = 2;
    List<Integer> all = IntStream.range(0, 30).boxed().toList();
    recipient.answer(n -> 503);
    app.with("INCOMING_DELIVERY_RETRY_DELAY", "10ms")
        .with("INCOMING_DELIVERY_MAX_RETRY_DELAY", "10ms")
        .integration("crash", "concurrency=" + CONCURRENCY)
        .start();
    all.forEach(n -> assertThat(app.post("crash", n)).isEqualTo(200));
    for (int kill = 1; kill <= kills; kill++) {
      int calls = recipient.calls();
      await().atMost(LONG).until(() -> recipient.calls() >= calls + 100);
      app.kill();
      if (kill < kills) {
        app.start();
      }
    }
    recipient.answer(n -> 204);
    try (RunningApplication last = RunningApplication.in(folder).start()) {
      await().atMost(LONG).until(() -> recipient.tookAll(all));
      await().until(() -> last.deliveries().waiting("crash") == 0);
      for (int n : all) {
        assertThat(recipient.taken(n)).as("%d", n).hasSize(1);
        assertThat(recipient.eventIds(n)).hasSize(1);
        Delivery known = known(last, n);
        assertThat(known.state()).isEqualTo(State.DELIVERED);
        assertThat(known.attempts()).isBetween(recipient.calls(n) - kills, recipient.calls(n));
      }
    }
  }

  @Test
  void pagedEventsArriveAfterKills() throws Exception {
    int kills = 2;
    int events = 1_000;
    List<Integer> all = IntStream.range(0, events).boxed().toList();
    CountDownLatch gate = new CountDownLatch(1);
    recipient.answer(n -> answerAfter(gate));
    app.with("INCOMING_DELIVERY_MAX_MEMORY", "1MiB")
        .integration("crash", "concurrency=" + CONCURRENCY)
        .start();
    String padding = "x".repeat(2_000);
    for (int n : all) {
      assertThat(app.post("crash", "{\"n\": " + n + ", \"padding\": \"" + padding + "\"}"))
          .isEqualTo(200);
    }
    assertThat(pages()).isPositive();
    app.kill();
    gate.countDown();

    app.start();
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(LONG)
        .until(() -> recipient.calls() > events / 4);
    app.kill();

    try (RunningApplication last = RunningApplication.in(folder).start()) {
      await().atMost(LONG).until(() -> recipient.tookAll(all));
      await().until(() -> last.deliveries().waiting("crash") == 0);
      assertThat(all).allMatch(n -> recipient.eventIds(n).size() == 1);
      assertThat(recipient.calls()).isBetween(events, events + kills * UNSETTLED);
    }
  }

  private static int answerAfter(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 204;
  }

  private long pages() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/queue/paging"))) {
      return files.filter(file -> file.toString().endsWith(".page")).count();
    }
  }

  @Test
  void replayThatIsCutOffLeavesEachDeadLetterInOnePlace() throws Exception {
    List<Integer> all = IntStream.range(0, 60).boxed().toList();
    app.integration("crash", "concurrency=" + CONCURRENCY);
    recipient.answer(n -> 400);
    try (RunningApplication first = RunningApplication.in(folder).start()) {
      for (int n : all) {
        assertThat(first.post("/in/crash", "{\"n\": " + n + "}").statusCode()).isEqualTo(200);
      }
      await().until(() -> first.deliveries().dead("crash") == all.size());
    }
    recipient.answer(n -> 204);

    Process replaying = replaying();
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(LONG)
        .until(() -> recipient.calls() >= all.size() + 5);
    replaying.destroyForcibly().waitFor();

    try (RunningApplication last = RunningApplication.in(folder).start()) {
      await().until(() -> last.deliveries().waiting("crash") == 0);
      long left = last.deliveries().dead("crash");
      assertThat(left).isPositive();
      assertThat(all.stream().filter(n -> recipient.taken(n).isEmpty())).hasSize((int) left);
      last.deliveries().replayAll("crash", 1_000);
      await().atMost(LONG).until(() -> recipient.tookAll(all));
      await().until(() -> last.deliveries().waiting("crash") == 0);
      assertThat(last.deliveries().dead("crash")).isZero();
      assertThat(recipient.calls()).isBetween(2 * all.size(), 2 * all.size() + UNSETTLED);
      assertThat(all).allMatch(n -> known(last, n).state() == State.DELIVERED);
    }
  }

  private Process replaying() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Replaying.class.getName(),
            folder.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Replays all dead letters until it is killed. */
  static final class Replaying {
    private Replaying() {}

    public static void main(String[] args) throws InterruptedException {
      RunningApplication.in(Path.of(args[0])).start().deliveries().replayAll("crash", 20);
      new CountDownLatch(1).await();
    }
  }

  /** In memory, paged, in strict order, and in strict order at its second attempt. */
  @Test
  void eventThatEndsTheProcessIsADeadLetterAfterFiveTimes() throws Exception {
    List<String> integrations = List.of("plain", "paged", "strict", "later");
    int later = integrations.indexOf("later");
    int fillers = 700;
    CountDownLatch gate = new CountDownLatch(1);
    // All at once: each is in work at every death, and its own cause as far as anyone can tell.
    CyclicBarrier together = new CyclicBarrier(integrations.size(), () -> app.kill());
    recipient.answer(
        n -> {
          if (n >= integrations.size()) {
            return answerAfter(gate);
          }
          if (n != later || recipient.calls(n) > 0) {
            meet(together);
          }
          return 503;
        });
    app.with("INCOMING_DELIVERY_RETRY_DELAY", "10ms").with("INCOMING_DELIVERY_MAX_MEMORY", "1MiB");
    for (String name : integrations) {
      boolean strict = name.equals("strict") || name.equals("later");
      app.integration(name, strict ? "order=strict" : "concurrency=1");
    }
    app.start();
    String padding = "x".repeat(2_000);
    for (int n = 0; n < fillers; n++) {
      int filler = integrations.size() + n;
      assertThat(app.post("paged", "{\"n\": " + filler + ", \"padding\": \"" + padding + "\"}"))
          .isEqualTo(200);
    }
    for (String name : integrations) {
      assertThat(app.post(name, integrations.indexOf(name))).isEqualTo(200);
    }
    assertThat(pages()).isPositive();
    gate.countDown();
    for (int death = 1; death <= 5; death++) {
      app.awaitDeath();
      if (death < 5) {
        app.launch();
      }
    }

    try (RunningApplication last = RunningApplication.in(folder).start()) {
      for (String name : integrations) {
        int n = integrations.indexOf(name);
        await().atMost(LONG).until(() -> last.deliveries().dead(name) == 1);
        assertThat(last.deliveries().waiting(name)).isZero();
        assertThat(recipient.calls(n)).as(name).isEqualTo(n == later ? 6 : 5);
        assertThat(known(last, n).reason()).contains("the process ended");
      }
      assertThat(recipient.taken(integrations.size() + fillers - 1)).isNotEmpty();
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eventThatIsNewAgainAfterTheWindowIsDeliveredAgainAlsoAfterARestart() throws Exception {
    app.with("INCOMING_DEDUP_WINDOW", "1s")
        .with("INCOMING_DEDUP_LEASE", "1s")
        .with("INCOMING_DEDUP_WAIT", "1s")
        .integration("crash", "concurrency=1")
        .start();
    for (int accepted = 1; accepted <= 3; accepted++) {
      int times = accepted;
      // Every question starts the window again, so they come less often.
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1_100))
          .atMost(LONG)
          .until(() -> app.post("crash", 1) == 200);
      await().until(() -> recipient.taken(1).size() == times);
      assertThat(recipient.eventIds(1)).hasSize(times);
      if (accepted == 2) {
        app.kill();
        app.start();
      }
    }
  }

  private Delivery known(RunningApplication app, int n) {
    return app.deliveries().find(recipient.eventIds(n).iterator().next()).orElseThrow();
  }
}
