package incoming.history;

import static incoming.history.Deliveries.NOW;
import static incoming.history.Deliveries.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.dedup.TravellingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final HistorySettings SETTINGS =
      new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 2L << 30);
  private static final String ID = id(NOW, 1);

  @TempDir Path directory;

  private final TravellingClock clock = new TravellingClock(NOW);
  private History history;

  @BeforeEach
  void open() throws IOException {
    history = History.open(directory, SETTINGS, clock);
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void whatIsPutIsFoundWholeAfterARestart() throws IOException {
    Delivery dead = delivery(State.DEAD);
    history.put(dead);
    restart();

    assertThat(history.find(ID)).get().usingRecursiveComparison().isEqualTo(dead);
    assertThat(history.failures()).isZero();
  }

  @Test
  void acceptedIsFoundAndListedAtOnceAndOnceItIsWritten() {
    history.accepted(delivery(State.PENDING));
    assertPending();

    write();
    assertPending();
  }

  private void assertPending() {
    assertThat(history.find(ID)).get().extracting(Delivery::state).isEqualTo(State.PENDING);
    assertThat(history.page(Criteria.all(10)).deliveries())
        .containsExactly(new Summary(ID, "shop", State.PENDING, NOW, NOW, 0, 0, null, 0, null));
    assertThat(page(State.PENDING).deliveries()).hasSize(1);
    assertThat(page(State.DEAD).deliveries()).isEmpty();
    assertThat(history.oldest("shop")).hasValue(NOW);
    assertThat(history.oldest("store")).isEmpty();
  }

  @Test
  void pagesGoThroughWhatIsWrittenAndWhatIsNot() {
    for (int n = 0; n < 30; n += 3) {
      history.accepted(Deliveries.of(id(NOW + n, n), "shop", State.PENDING));
      history.put(Deliveries.of(id(NOW + n + 1, n), "shop", State.PENDING));
      history.put(Deliveries.of(id(NOW + n + 2, n), "shop", State.DEAD));
      history.accepted(Deliveries.of(id(NOW + n + 2, n), "shop", State.PENDING));
    }

    assertThat(times(Optional.empty(), 4)).containsExactlyElementsOf(descending(NOW + 29, NOW));
    assertThat(times(Optional.of(State.PENDING), 3))
        .containsExactlyElementsOf(
            descending(NOW + 29, NOW).stream().filter(time -> (time - NOW) % 3 != 2).toList());
  }

  private static List<Long> descending(long from, long to) {
    return LongStream.iterate(from, time -> time >= to, time -> time - 1).boxed().toList();
  }

  private List<Long> times(Optional<State> state, int limit) {
    List<Long> times = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page =
          history.page(new Criteria(state, Optional.of("shop"), NOW, NOW + 30, cursor, limit));
      page.deliveries().forEach(one -> times.add(one.acceptedAt()));
      cursor = page.next();
    } while (cursor.isPresent());
    return times;
  }

  @Test
  void acceptedBeforeAnEndIsThereAfterIt() throws IOException {
    history.accepted(delivery(State.PENDING));
    restart();

    assertThat(listed()).containsExactly(State.PENDING);
  }

  @Test
  void acceptedThatComesLateChangesNothing() throws IOException {
    history.put(delivery(State.DELIVERED));
    history.accepted(delivery(State.PENDING));

    assertThat(history.find(ID)).get().extracting(Delivery::state).isEqualTo(State.DELIVERED);
    assertThat(listed()).containsExactly(State.DELIVERED);
    write();
    restart();
    assertThat(listed()).containsExactly(State.DELIVERED);
  }

  @Test
  void severalArePutAtOnceAndOfOneTheLast() throws IOException {
    String other = id(NOW, 2);
    history.accepted(delivery(State.PENDING));
    history.putAll(
        List.of(
            delivery(State.RETRYING),
            Deliveries.of(other, "store", State.DEAD),
            delivery(State.DELIVERED)));
    restart();

    assertThat(listed()).containsExactly(State.DEAD, State.DELIVERED);
    assertThat(page(State.RETRYING).deliveries()).isEmpty();
    assertThat(history.find(other)).get().extracting(Delivery::integration).isEqualTo("store");
  }

  @Test
  void oneThatCannotBeWrittenTakesNoOtherWithIt() throws IOException {
    String damaged = id(NOW, 2);
    putUnreadable(damaged);
    history.putAll(
        List.of(
            Deliveries.of(id(NOW, 3), "", State.DELIVERED),
            Deliveries.of(damaged, "shop", State.DELIVERED),
            delivery(State.DELIVERED)));

    assertThat(history.find(ID)).get().extracting(Delivery::state).isEqualTo(State.DELIVERED);
    assertThat(history.failures()).isEqualTo(2);
  }

  private void putUnreadable(String id) throws IOException {
    history.close();
    byte[] noHeading = {1, 99};
    try (HistoryDatabase database = HistoryDatabase.open(directory)) {
      database.change(
          (batch, db) -> batch.put(database.records(), EventKey.of(id).orElseThrow(), noHeading));
    }
    open();
  }

  @Test
  void nothingIsPutOfNothing() {
    history.putAll(List.of());

    assertThat(listed()).isEmpty();
    assertThat(history.failures()).isZero();
  }

  @Test
  void whatIsPutAfterAnActTakesThePlaceOfWhatWasKnown() throws IOException {
    history.put(delivery(State.DEAD));
    restart();

    assertThat(history.putAfter(() -> true, delivery(State.PENDING))).isTrue();
    assertThat(listed()).containsExactly(State.PENDING);
  }

  @Test
  void whatTheActHasBroughtAboutIsNotOverwritten() {
    history.put(delivery(State.DEAD));
    BooleanSupplier act =
        () -> {
          history.put(delivery(State.DELIVERED));
          return true;
        };

    assertThat(history.putAfter(act, delivery(State.PENDING))).isTrue();
    assertThat(listed()).containsExactly(State.DELIVERED);
  }

  @Test
  void nothingIsPutAfterAnActThatFails() {
    history.put(delivery(State.DEAD));

    assertThat(history.putAfter(() -> false, delivery(State.PENDING))).isFalse();
    assertThat(listed()).containsExactly(State.DEAD);
  }

  @Test
  void deliveryMovesFromStateToState() {
    for (State state :
        List.of(State.PENDING, State.RETRYING, State.RETRYING, State.DEAD, State.PENDING)) {
      history.put(delivery(state));
      for (State other : State.values()) {
        assertThat(page(other).deliveries()).hasSize(other == state ? 1 : 0);
      }
    }
    assertThat(listed()).containsExactly(State.PENDING);
  }

  @Test
  void largeEventComesBack() throws IOException {
    byte[] event = new byte[1 << 20];
    new Random(1).nextBytes(event);
    history.put(Deliveries.of(ID, "shop", State.RETRYING, event));
    history.put(Deliveries.of(ID, "shop", State.DEAD, event));
    restart();

    assertThat(history.find(ID).orElseThrow().event()).isEqualTo(event);
  }

  @Test
  void summaryTellsOfTheLastAttempt() {
    history.put(delivery(State.RETRYING));

    assertThat(history.page(Criteria.all(1)).deliveries())
        .containsExactly(
            new Summary(
                ID, "shop", State.RETRYING, NOW, NOW, 1, 503, "answered 503", NOW + 1000, null));
  }

  @Test
  void oldestIsTheFirstThatWaits() {
    history.put(Deliveries.of(id(NOW - 9, 1), "shop", State.DELIVERED));
    history.put(Deliveries.of(id(NOW - 8, 1), "store", State.PENDING));
    history.put(Deliveries.of(id(NOW - 7, 1), "shop", State.RETRYING));
    history.put(Deliveries.of(id(NOW - 6, 1), "shop", State.PENDING));

    assertThat(history.oldest("shop")).hasValue(NOW - 7);
    assertThat(history.oldest("store")).hasValue(NOW - 8);
    assertThat(history.oldest("sho")).isEmpty();
    history.put(Deliveries.of(id(NOW - 7, 1), "shop", State.DELIVERED));
    assertThat(history.oldest("shop")).hasValue(NOW - 6);
  }

  @Test
  void nothingIsFoundUnderWhatIsNoEventId() {
    assertThat(history.find("../../etc/passwd")).isEmpty();
    assertThat(history.find(ID)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsCountedAndThrowsNothing() {
    history.put(Deliveries.of(ID, "", State.DELIVERED));
    history.put(
        new Delivery("no id", "shop", State.PENDING, NOW, 0, List.of(), 0, null, new byte[0]));
    history.accepted(Deliveries.of(ID, "a\0b", State.PENDING));
    write();

    assertThat(history.failures()).isEqualTo(3);
    assertThat(listed()).isEmpty();
  }

  @Test
  void closedHistoryLetsDeliveriesGoOnAndRefusesReadersInWords() {
    history.close();

    history.accepted(delivery(State.PENDING));
    history.put(delivery(State.DELIVERED));
    assertThatThrownBy(this::listed)
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void secondProcessIsToldWhoHasTheStore() {
    assertThatThrownBy(() -> History.open(directory, SETTINGS, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("another process");
  }

  @Test
  void damagedDirectoryIsNamed() throws IOException {
    history.put(delivery(State.DEAD));
    history.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().contains("MANIFEST")).toList()) {
        Files.writeString(file, "damaged");
      }
    }

    assertThatThrownBy(() -> History.open(directory, SETTINGS, clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("restore the directory");
  }

  @Test
  void acceptedAndPutAtOnceEndAsPut() throws Exception {
    int events = 500;
    CyclicBarrier start = new CyclicBarrier(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Void>> done =
          threads.invokeAll(
              List.of(
                  each(start, events, State.PENDING),
                  each(start, events, State.DELIVERED),
                  () -> {
                    start.await();
                    for (int i = 0; i < events; i++) {
                      history.endRound();
                    }
                    return null;
                  }));
      for (Future<Void> one : done) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    write();

    assertThat(page(State.DELIVERED).deliveries()).hasSize(events);
    assertThat(page(State.PENDING).deliveries()).isEmpty();
    assertThat(history.failures()).isZero();
  }

  private Callable<Void> each(CyclicBarrier start, int events, State state) {
    return () -> {
      start.await();
      for (int n = 0; n < events; n++) {
        Delivery delivery = Deliveries.of(id(NOW, n), "shop", state);
        if (state == State.PENDING) {
          history.accepted(delivery);
        } else {
          history.put(delivery);
        }
      }
      return null;
    };
  }

  /** Has all written that was accepted. */
  private void write() {
    for (int round = 0; round <= Newcomers.PATIENCE; round++) {
      history.endRound();
    }
  }

  private static Delivery delivery(State state) {
    return Deliveries.of(ID, "shop", state);
  }

  private Page page(State state) {
    return history.page(
        new Criteria(
            Optional.of(state),
            Optional.of("shop"),
            0,
            Long.MAX_VALUE,
            Optional.empty(),
            Criteria.MAX_LIMIT));
  }

  private List<State> listed() {
    return history.page(Criteria.all(10)).deliveries().stream().map(Summary::state).toList();
  }

  private void restart() throws IOException {
    history.close();
    open();
  }
}
