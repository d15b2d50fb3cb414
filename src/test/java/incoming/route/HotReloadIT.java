package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.RunningApplication;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change in every way in which files change, while requests come in. */
class HotReloadIT {
  private static final int ROUNDS = 60;

  @TempDir Path folder;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private Target target;
  private RouteFolder routes;
  private RunningApplication app;

  /**
   * An integration under load. Its version is the higher one of those written in its route file and
   * in its template; every call to the target tells it.
   */
  private final class Subject {
    final String name;
    final AtomicInteger written = new AtomicInteger(1);
    final AtomicInteger live = new AtomicInteger(1);
    final AtomicInteger answers = new AtomicInteger();

    Subject(String name) {
      this.name = name;
    }

    /** Sends one request after the other, every tenth twice. */
    void load() {
      while (!stop.get()) {
        int n = numbers.incrementAndGet();
        int oldest = live.get();
        int status = post(n);
        int newest = written.get();
        answers.incrementAndGet();
        Integer version = target.versionOf(n);
        if (status != 200 || version == null || version < oldest || version > newest) {
          wrong.add(
              "%s %d: status %d, version %s, current were %d to %d"
                  .formatted(name, n, status, version, oldest, newest));
        }
        if (n % 10 == 0 && post(n) != 204) {
          wrong.add("%s %d: the duplicate was not recognised".formatted(name, n));
        }
      }
    }

    int post(int n) {
      return app.post("/in/" + name, "{\"n\": " + n + "}").statusCode();
    }

    void awaitLive() {
      int expected = written.get();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                int n = numbers.incrementAndGet();
                post(n);
                return target.versionOf(n) == expected;
              });
      live.set(expected);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    target = new Target();
    routes = new RouteFolder(Files.createDirectories(folder.resolve("routes")), target.port());
  }

  private void start() {
    app =
        RunningApplication.in(folder)
            .property("incoming.routes.scan-interval", "50ms")
            .property("incoming.dedup.wait", "10s")
            .start();
  }

  @AfterEach
  void end() {
    if (app != null) {
      app.close();
    }
    target.close();
  }

  /** 60 each of three kinds of integrations, 10 moves, and 10 that come or go. */
  @Test
  void noRequestNoticesTwoHundredChanges() throws Exception {
    Subject untouched = new Subject("untouched");
    Subject edited = new Subject("edited");
    Subject mapped = new Subject("mapped");
    Subject moved = new Subject("moved");
    Subject mended = new Subject("mended");
    for (Subject subject : List.of(untouched, edited, moved, mended)) {
      routes.template(subject.name, 1);
      routes.inPlace(subject.name, 1);
    }
    routes.configMap("mapped", 1);
    start();
    List<Subject> subjects = List.of(untouched, edited, mapped, moved, mended);
    ExecutorService senders = Executors.newFixedThreadPool(subjects.size());
    subjects.forEach(subject -> senders.execute(subject::load));

    String movedFile = "moved";
    for (int round = 1; round <= ROUNDS; round++) {
      int version = edited.written.incrementAndGet();
      switch (round % 6) {
        case 0 -> routes.inPlace("edited", version);
        case 1 -> routes.rename("edited", version);
        case 2 -> routes.copy("edited", version);
        case 3 -> routes.unlinkAndCreate("edited", version);
        case 4 -> routes.template("edited", version);
        default -> routes.renameTemplate("edited", version);
      }
      routes.configMap("mapped", mapped.written.incrementAndGet());
      if (round % 6 == 0) {
        String next = "moved-" + round;
        routes.move(movedFile, next, "moved", moved.written.incrementAndGet());
        movedFile = next;
      }
      if (round % 12 == 1) {
        routes.inPlace("passing", round);
      } else if (round % 12 == 7) {
        routes.delete("passing");
      }
      if (round % 2 == 1) {
        routes.broken("mended");
      } else {
        routes.inPlace("mended", mended.written.incrementAndGet());
        mended.awaitLive();
      }
      edited.awaitLive();
      mapped.awaitLive();
      moved.awaitLive();
    }
    stop.set(true);
    senders.shutdown();

    assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong).isEmpty();
    assertThat(subjects).allSatisfy(s -> assertThat(s.answers).hasValueGreaterThan(ROUNDS));
    assertThat(untouched.post(numbers.get() + 1)).isEqualTo(200);
    assertThat(app.post("/in/passing", "{\"n\": 0}").statusCode()).isEqualTo(404);
  }

  @Test
  void requestInWorkEndsOnTheVersionThatItBeganWith() throws Exception {
    Subject edited = new Subject("edited");
    routes.template("edited", 1);
    routes.inPlace("edited", 1);
    start();
    target.hold();
    CompletableFuture<Integer> inWork = CompletableFuture.supplyAsync(() -> edited.post(-1));
    target.awaitCall();

    routes.inPlace("edited", edited.written.incrementAndGet());
    Awaitility.await().until(() -> app.camel().getRoute("edited@2") != null);
    routes.inPlace("edited", edited.written.incrementAndGet());
    Awaitility.await().until(() -> app.camel().getRoute("edited@3") != null);
    Awaitility.await().until(() -> app.camel().getRoute("edited@2") == null);
    assertThat(app.camel().getRoute("edited@1")).isNotNull();
    target.open();

    assertThat(inWork.get()).isEqualTo(200);
    assertThat(target.versionOf(-1)).isEqualTo(1);
    edited.awaitLive();
    Awaitility.await().until(() -> app.camel().getRoute("edited@1") == null);
    assertThat(edited.post(-1)).isEqualTo(204);
  }

  @Test
  void requestWhoseBodyIsStillOnItsWayEndsOnTheVersionThatItBeganWith() throws Exception {
    Subject edited = new Subject("edited");
    routes.template("edited", 1);
    routes.inPlace("edited", 1);
    start();
    try (Socket sender = app.connect()) {
      String request =
          "POST /in/edited HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Connection: close\r\nContent-Length: 9\r\n\r\n";
      sender.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      sender.getOutputStream().write('{');
      // Another request on another connection: by its answer the door has seen the first one.
      edited.awaitLive();

      routes.inPlace("edited", edited.written.incrementAndGet());
      edited.awaitLive();
      routes.inPlace("edited", edited.written.incrementAndGet());
      edited.awaitLive();
      Awaitility.await().until(() -> app.camel().getRoute("edited@2") == null);
      sender.getOutputStream().write("\"n\": -1}".getBytes(StandardCharsets.US_ASCII));

      assertThat(RunningApplication.readAll(sender)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(target.versionOf(-1)).isEqualTo(1);
  }

  @Test
  void deletedFileAnswers404AndFinishesWhatIsInWork() throws Exception {
    Subject edited = new Subject("edited");
    routes.template("edited", 1);
    routes.inPlace("edited", 1);
    start();
    target.hold();
    CompletableFuture<Integer> inWork = CompletableFuture.supplyAsync(() -> edited.post(-1));
    target.awaitCall();

    routes.delete("edited");
    // Not a POST, which the target would hold for as long as the endpoint is there.
    Awaitility.await()
        .until(() -> app.send(app.request("/in/edited")).statusCode(), status -> status == 404);
    target.open();

    assertThat(inWork.get()).isEqualTo(200);
    Awaitility.await().until(() -> app.camel().getRoutes().isEmpty());
  }

  @Test
  void requestThatTakesLongerThanTheDrainTimeoutKeepsNoVersionAlive() throws Exception {
    Subject edited = new Subject("edited");
    routes.template("edited", 1);
    routes.inPlace("edited", 1);
    app =
        RunningApplication.in(folder)
            .property("incoming.routes.scan-interval", "50ms")
            .property("incoming.routes.drain-timeout", "100ms")
            .start();
    target.hold();
    CompletableFuture<Integer> inWork = CompletableFuture.supplyAsync(() -> edited.post(-1));
    target.awaitCall();

    routes.inPlace("edited", edited.written.incrementAndGet());

    Awaitility.await().until(() -> app.camel().getRoute("edited@2") != null);
    Awaitility.await().until(() -> app.camel().getRoute("edited@1") == null);
    target.open();
    assertThat(inWork.get()).isIn(200, 500, 502, 503);
    edited.awaitLive();
  }
}
