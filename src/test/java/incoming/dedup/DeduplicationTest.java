package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incoming.event.Event;
import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the repository, by a clock that travels. */
class DeduplicationTest {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final String KEY = key(1);

  // An endless wait stands for "until told": the tests that see it end set a short one.
  private static final Duration LONG_WAIT = Duration.ofSeconds(30);

  private final CamelContext camel = new DefaultCamelContext();
  private final TravellingClock clock = new TravellingClock(1_800_000_000_000L);

  @TempDir Path directory;
  private Deduplication deduplication;

  @BeforeEach
  void open() throws IOException {
    open(new DedupSettings(WINDOW, LEASE, LONG_WAIT, 100));
  }

  private void open(DedupSettings settings) throws IOException {
    deduplication = Deduplication.open(directory, settings, clock);
  }

  @AfterEach
  void close() throws IOException {
    deduplication.close();
  }

  @Test
  void confirmedRequestIsDuplicateUntilItsWindowEnds() {
    accept(KEY);

    clock.advance(WINDOW.minus(MILLI));
    assertThat(deduplication.contains(request(), KEY)).isTrue();
    clock.advance(MILLI);
    assertThat(deduplication.contains(request(), KEY)).isFalse();
    assertThat(add(KEY)).isTrue();
  }

  @Test
  void duplicateStartsTheWindowAgain() {
    accept(KEY);

    clock.advance(Duration.ofDays(6));
    assertThat(add(KEY)).isFalse();
    clock.advance(WINDOW.minus(MILLI));
    assertThat(add(KEY)).isFalse();
    clock.advance(WINDOW);
    assertThat(add(KEY)).isTrue();
  }

  @Test
  void renewedWindowSurvivesEvictionAndRestart() throws IOException {
    List<String> keys = keys(1000);
    keys.forEach(this::accept);
    clock.advance(Duration.ofDays(6));
    for (String key : keys) {
      assertThat(add(key)).isFalse();
    }
    clock.advance(WINDOW.minus(MILLI));
    for (String key : keys) {
      assertThat(deduplication.contains(request(), key)).isTrue();
    }

    close();
    open();

    for (String key : keys) {
      assertThat(deduplication.contains(request(), key)).isTrue();
    }
    clock.advance(MILLI);
    for (String key : keys) {
      assertThat(deduplication.contains(request(), key)).isFalse();
    }
  }

  @Test
  void requestAfterItsWindowOpensANewOne() {
    accept(KEY);
    clock.advance(WINDOW.multipliedBy(3));
    accept(KEY);

    clock.advance(WINDOW.minus(MILLI));
    assertThat(add(KEY)).isFalse();
  }

  @Test
  void windowCountsFromTheRequestNotFromItsConfirmation() {
    Exchange slow = request();
    assertThat(deduplication.add(slow, KEY)).isTrue();
    clock.advance(Duration.ofSeconds(30));
    assertThat(deduplication.confirm(slow, KEY)).isTrue();

    clock.advance(WINDOW.minusSeconds(30));
    assertThat(deduplication.contains(request(), KEY)).isFalse();
  }

  @Test
  void longerWindowCountsForRowsThatAreThere() throws IOException {
    accept(KEY);
    close();
    open(new DedupSettings(WINDOW.multipliedBy(2), LEASE, LONG_WAIT, 100));

    clock.advance(Duration.ofDays(10));
    assertThat(add(KEY)).isFalse();
  }

  @Test
  void shorterWindowCountsForRowsThatAreThere() throws IOException {
    accept(KEY);
    close();
    open(new DedupSettings(Duration.ofDays(1), LEASE, LONG_WAIT, 100));

    clock.advance(Duration.ofDays(1));
    assertThat(add(KEY)).isTrue();
  }

  @Test
  void clockThatWasSetBackMakesNoRequestNew() {
    accept(KEY);

    clock.advance(Duration.ofDays(-30));
    assertThat(add(KEY)).isFalse();
    clock.advance(WINDOW);
    assertThat(add(KEY)).isTrue();
  }

  @Test
  void oneOfManyIdenticalRequestsAtOnceIsNew() throws Exception {
    Exchange[] requests = new Exchange[200];
    List<Boolean> outcomes =
        atOnce(
            requests.length,
            i -> {
              requests[i] = request();
              boolean isNew = deduplication.add(requests[i], KEY);
              return isNew ? deduplication.confirm(requests[i], KEY) : false;
            });

    assertThat(outcomes).filteredOn(isNew -> isNew).hasSize(1);
    assertThat(outcomes).filteredOn(isNew -> !isNew).hasSize(199);
  }

  @Test
  void oneOfManyIdenticalRequestsIsNewAlsoWhenTheFirstOnesFail() throws Exception {
    List<Boolean> outcomes =
        atOnce(
            50,
            i -> {
              Exchange request = request();
              if (!deduplication.add(request, KEY)) {
                return false;
              }
              if (i % 2 == 0) {
                deduplication.remove(request, KEY);
                return false;
              }
              return deduplication.confirm(request, KEY);
            });

    assertThat(outcomes).filteredOn(isNew -> isNew).hasSizeLessThanOrEqualTo(1);
    assertThat(add(KEY)).isEqualTo(outcomes.stream().noneMatch(isNew -> isNew));
  }

  @Test
  void differentRequestsAtOnceAreAllNewAndAllRemembered() throws Exception {
    List<Boolean> outcomes =
        atOnce(
            64,
            i -> {
              boolean all = true;
              for (int n = 0; n < 100; n++) {
                accept(key(1_000_000 + i * 1000 + n));
              }
              for (int n = 0; n < 100; n++) {
                all &= !add(key(1_000_000 + i * 1000 + n));
              }
              return all;
            });

    assertThat(outcomes).containsOnly(true);
  }

  @Test
  void releasedRequestIsAcceptedAgain() {
    Exchange failing = request();
    assertThat(deduplication.add(failing, KEY)).isTrue();
    assertThat(deduplication.remove(failing, KEY)).isTrue();

    assertThat(add(KEY)).isTrue();
  }

  @Test
  void refusedRequestIsNotConfirmed() {
    Exchange refused = request();
    deduplication.add(refused, KEY);
    Answer.refuse(refused, Problem.of(403, "forbidden", "Forbidden", "No."));
    assertThat(deduplication.confirm(refused, KEY)).isFalse();

    assertThat(add(KEY)).isTrue();
  }

  @Test
  void failingDuplicateDoesNotRemoveTheOriginal() {
    accept(KEY);
    Exchange duplicate = request();
    assertThat(deduplication.add(duplicate, KEY)).isFalse();

    assertThat(deduplication.remove(duplicate, KEY)).isFalse();
    assertThat(deduplication.remove(KEY)).isFalse();
    assertThat(add(KEY)).isFalse();
  }

  @Test
  void waitingDuplicateSeesTheConfirmation() throws Exception {
    Exchange first = request();
    deduplication.add(first, KEY);
    Future<Boolean> second = startAdd(KEY);

    deduplication.confirm(first, KEY);

    assertThat(second.get()).isFalse();
  }

  @Test
  void waitingDuplicateTakesOverWhatWasReleased() throws Exception {
    Exchange first = request();
    deduplication.add(first, KEY);
    Future<Boolean> second = startAdd(KEY);

    deduplication.remove(first, KEY);

    assertThat(second.get()).isTrue();
  }

  @Test
  void duplicateOfARequestInWorkIsToldToTryAgain() throws IOException {
    close();
    open(new DedupSettings(WINDOW, LEASE, Duration.ofMillis(20), 100));
    deduplication.add(request(), KEY);

    assertProblem(() -> deduplication.add(request(), KEY), "/problems/still-in-work");
  }

  @Test
  void claimCanBeTakenOverWhenItsLeaseEnds() throws IOException {
    close();
    open(new DedupSettings(WINDOW, LEASE, Duration.ofMillis(20), 100));
    deduplication.add(request(), KEY);

    clock.advance(LEASE.minus(MILLI));
    assertProblem(() -> deduplication.add(request(), KEY), "/problems/still-in-work");
    clock.advance(MILLI);
    assertThat(add(KEY)).isTrue();
  }

  @Test
  void lateReleaseLeavesTheNewOwnersClaim() throws IOException {
    close();
    open(new DedupSettings(WINDOW, LEASE, Duration.ofMillis(20), 100));
    Exchange stuck = request();
    deduplication.add(stuck, KEY);
    clock.advance(LEASE);
    Exchange owner = request();
    deduplication.add(owner, KEY);

    deduplication.remove(stuck, KEY);

    assertProblem(() -> deduplication.add(request(), KEY), "/problems/still-in-work");
    assertThat(deduplication.confirm(owner, KEY)).isTrue();
    assertThat(add(KEY)).isFalse();
  }

  @Test
  void lateConfirmationKeepsTheWindowOfTheNewOwner() {
    Exchange stuck = request();
    deduplication.add(stuck, KEY);
    clock.advance(LEASE);
    accept(KEY);

    assertThat(deduplication.confirm(stuck, KEY)).isTrue();

    clock.advance(WINDOW.minus(MILLI));
    assertThat(add(KEY)).isFalse();
  }

  @Test
  void lateConfirmationCountsWhenTheNewOwnerFails() {
    Exchange stuck = request();
    deduplication.add(stuck, KEY);
    clock.advance(LEASE);
    Exchange owner = request();
    deduplication.add(owner, KEY);
    deduplication.confirm(stuck, KEY);

    deduplication.remove(owner, KEY);

    assertThat(add(KEY)).isFalse();
  }

  @Test
  void claimsEndWithTheProcess() throws IOException {
    deduplication.add(request(), KEY);
    close();
    open();

    assertThat(add(KEY)).isTrue();
  }

  @Test
  void stopOfOneRouteStopsNothing() {
    accept(KEY);

    deduplication.stop();
    deduplication.start();

    assertThat(add(KEY)).isFalse();
  }

  @Test
  void requestWithoutParametersIsAlwaysNew() {
    accept(HashKey.NONE);
    accept(HashKey.NONE);

    assertThat(deduplication.contains(request(), HashKey.NONE)).isFalse();
    assertThat(deduplication.contains(HashKey.NONE)).isFalse();
  }

  @Test
  void ownExpressionsOfTwoEndpointsDoNotMeet() {
    Exchange orders = request("orders");
    deduplication.add(orders, "17");
    deduplication.confirm(orders, "17");

    assertThat(deduplication.add(request("orders"), "17")).isFalse();
    assertThat(deduplication.add(request("returns"), "17")).isTrue();
  }

  @Test
  void worksWithoutAnExchange() {
    assertThat(deduplication.add(KEY)).isTrue();
    assertThat(deduplication.confirm(KEY)).isTrue();
    assertThat(deduplication.confirm(KEY)).isFalse();
    assertThat(deduplication.contains(KEY)).isTrue();
    assertThat(deduplication.add(KEY)).isFalse();
    assertThat(deduplication.add("other")).isTrue();
    assertThat(deduplication.remove("other")).isTrue();
    assertThat(deduplication.add("other")).isTrue();
  }

  @Test
  void clearIsRefused() {
    assertThatThrownBy(deduplication::clear)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("delete the directory");
  }

  @Test
  void closedStoreIsUnavailableAndHoldsNoClaim() throws IOException {
    deduplication.close();

    assertProblem(() -> deduplication.add(request(), KEY), "/problems/deduplication-unavailable");
    assertProblem(() -> deduplication.add(request(), KEY), "/problems/deduplication-unavailable");
    assertProblem(
        () -> deduplication.contains(request(), KEY), "/problems/deduplication-unavailable");
  }

  @Test
  void confirmationThatCannotBeWrittenFailsTheExchange() throws IOException {
    Exchange request = request();
    deduplication.add(request, KEY);
    deduplication.close();

    assertThat(deduplication.confirm(request, KEY)).isFalse();

    assertThat(request.getException())
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(e -> e.problem().type())
        .isEqualTo("/problems/deduplication-unavailable");
  }

  @Test
  void directoryInUseIsNamed() {
    assertThatThrownBy(() -> open(new DedupSettings(WINDOW, LEASE, LONG_WAIT, 100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("another process");
  }

  private void accept(String key) {
    Exchange request = request();
    assertThat(deduplication.add(request, key)).isTrue();
    deduplication.confirm(request, key);
  }

  private boolean add(String key) {
    return deduplication.add(request(), key);
  }

  private Exchange request() {
    return new DefaultExchange(camel);
  }

  private Exchange request(String endpointId) {
    Exchange request = request();
    request.setProperty(
        Event.PROPERTY, new Event("e", endpointId, null, 0, "POST", Map.of(), Map.of(), Map.of()));
    return request;
  }

  private static String key(int n) {
    return HashKey.text(HashKey.bytes(Integer.toString(n), "test"));
  }

  private static List<String> keys(int count) {
    List<String> keys = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      keys.add(key(n));
    }
    return keys;
  }

  private static void assertProblem(Runnable call, String type) {
    assertThatThrownBy(call::run)
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(ProblemException::problem)
        .satisfies(
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.type()).isEqualTo(type);
              assertThat(problem.headers()).containsKey("Retry-After");
            });
  }

  /** Adds on a thread of its own; returns when that thread waits for the outcome of another. */
  private Future<Boolean> startAdd(String key) {
    FutureTask<Boolean> add = new FutureTask<>(() -> deduplication.add(request(), key));
    Thread thread = new Thread(add, "waiting");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return add;
  }

  private static List<Boolean> atOnce(int threads, Call call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int index = i;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return call.run(index);
                }));
      }
      start.countDown();
      List<Boolean> outcomes = new ArrayList<>();
      for (Future<Boolean> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private interface Call {
    boolean run(int index) throws Exception;
  }
}
