package incoming.history;

import static incoming.history.Deliveries.NOW;
import static incoming.history.Deliveries.id;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.dedup.TravellingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final long MAX_HISTORY = 16L << 20;
  private static final HistorySettings SETTINGS =
      new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), MAX_HISTORY);
  private static final int LARGE = 64 << 10;

  @TempDir Path directory;

  private final TravellingClock clock = new TravellingClock(NOW);
  private final Random random = new Random(3);
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
  void everyStateIsKeptForItsTime() throws IOException {
    for (State state : State.values()) {
      history.put(Deliveries.of(id(NOW, state.code()), "shop", state));
    }

    clock.advance(Duration.ofDays(7).minusMillis(1));
    assertKept(State.DISCARDED, State.DEAD, State.DELIVERED, State.RETRYING, State.PENDING);
    clock.advance(Duration.ofMillis(1));
    assertKept(State.DEAD, State.RETRYING, State.PENDING);
    clock.advance(Duration.ofDays(23).minusMillis(1));
    assertKept(State.DEAD, State.RETRYING, State.PENDING);
    clock.advance(Duration.ofMillis(1));
    assertKept(State.RETRYING, State.PENDING);
    clock.advance(Duration.ofDays(3650));
    assertKept(State.RETRYING, State.PENDING);
  }

  /** The same before they are deleted, after it, and on disk. */
  private void assertKept(State... states) throws IOException {
    assertThat(listed()).containsExactly(states);
    history.purge();
    assertThat(listed()).containsExactly(states);
    for (State state : State.values()) {
      assertThat(history.find(id(NOW, state.code())).isPresent())
          .isEqualTo(List.of(states).contains(state));
    }
    history.close();
    open();
    assertThat(listed()).containsExactly(states);
    assertThat(history.failures()).isZero();
  }

  @Test
  void timeStartsAgainWithEveryChange() {
    history.put(Deliveries.of(id(NOW, 1), "shop", State.DEAD));
    history.put(Deliveries.of(id(NOW, 2), "shop", State.DEAD));
    clock.advance(Duration.ofDays(29));
    history.put(Deliveries.of(id(NOW, 2), "shop", State.DELIVERED));

    clock.advance(Duration.ofDays(7).minusMillis(1));
    history.purge();
    assertThat(listed()).containsExactly(State.DELIVERED);
    clock.advance(Duration.ofMillis(1));
    history.purge();
    assertThat(listed()).isEmpty();
  }

  @Test
  void whatIsOverIsNotListedBeforeItIsDeleted() {
    history.put(Deliveries.of(id(NOW, 1), "shop", State.DELIVERED));
    clock.advance(Duration.ofDays(7));

    assertThat(listed()).isEmpty();
    assertThat(history.find(id(NOW, 1))).isEmpty();
  }

  @Test
  void oldestThatAreOverLeaveWhenThereIsTooMuch() throws IOException {
    history.put(large(0, State.DEAD));
    history.put(large(1, State.PENDING));
    history.put(large(2, State.RETRYING));
    int last = 3 + (int) (2 * MAX_HISTORY / LARGE);
    for (int n = 3; n <= last; n++) {
      history.put(large(n, n % 2 == 0 ? State.DELIVERED : State.DISCARDED));
    }

    history.purge();

    assertThat(onDisk()).isLessThan(MAX_HISTORY + (1 << 20)).isGreaterThan(MAX_HISTORY / 2);
    for (int kept : List.of(0, 1, 2, last - 1, last)) {
      assertThat(history.find(id(NOW + kept, kept))).isPresent();
    }
    close();
    open();
    assertThat(history.find(id(NOW + 3, 3))).isEmpty();
    assertThat(history.find(id(NOW + 4, 4))).isEmpty();
    assertThat(history.failures()).isZero();
  }

  @Test
  void spaceOfWhatIsDeletedComesBack() throws IOException {
    for (int n = 0; n < 100; n++) {
      history.put(large(n, State.DELIVERED));
    }
    clock.advance(Duration.ofDays(8));
    history.purge();

    assertThat(onDisk()).isLessThan(100 << 10);
  }

  private Delivery large(int n, State state) {
    byte[] event = new byte[LARGE];
    random.nextBytes(event);
    return Deliveries.of(id(NOW + n, n), "shop", state, event);
  }

  /** Bytes of table files, after whatever was still in the log has become one of them. */
  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private List<State> listed() {
    return history.page(Criteria.all(10)).deliveries().stream().map(Summary::state).toList();
  }
}
