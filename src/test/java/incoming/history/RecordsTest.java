package incoming.history;

import static incoming.history.Deliveries.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  private static final String ID = Deliveries.id(NOW, 1);
  private static final byte[] KEY = EventKey.of(ID).orElseThrow();

  @TempDir Path directory;

  private HistoryDatabase database;
  private Records records;
  private Listing listing;

  @BeforeEach
  void open() throws IOException {
    database = HistoryDatabase.open(directory);
    records = new Records(database);
    listing =
        new Listing(
            database, new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 2L << 30));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void recordOfAnUnknownVersionIsListedAndReplacedWithoutATrace() {
    byte[] unknown = record(State.DEAD, NOW);
    unknown[0] = 9;
    records.put(KEY, unknown);
    assertThat(listing.page(Criteria.all(10), NOW).deliveries())
        .singleElement()
        .extracting(Summary::reason)
        .asString()
        .contains("format 9");

    records.put(KEY, record(State.PENDING, 0));

    assertThat(entries()).extracting(IndexEntry::state).containsExactly(State.PENDING);
    assertThat(listing.oldestWaiting("shop")).hasValue(NOW);
  }

  @Test
  void recordThatChangedSinceItWasSeenIsNotDeleted() {
    records.put(KEY, record(State.DELIVERED, 1));
    List<IndexEntry> seen = entries();
    records.put(KEY, record(State.DELIVERED, 2));
    records.deleteUnchanged(seen);
    assertThat(records.get(KEY)).isEqualTo(record(State.DELIVERED, 2));

    records.put(KEY, record(State.PENDING, 1));
    records.deleteUnchanged(seen);
    assertThat(records.get(KEY)).isEqualTo(record(State.PENDING, 1));
  }

  @Test
  void nothingIsLeftOfWhatIsDeleted() {
    records.put(KEY, record(State.PENDING, 1));
    assertThat(records.delete(KEY)).isTrue();
    assertThat(records.delete(KEY)).isFalse();

    assertEmpty();
  }

  @Test
  void nothingIsLeftOnceAllIsCleared() {
    records.put(KEY, record(State.PENDING, 1));
    records.clear();

    assertEmpty();
  }

  private void assertEmpty() {
    assertThat(records.get(KEY)).isNull();
    assertThat(entries()).isEmpty();
    assertThat(listing.oldestWaiting("shop")).isEmpty();
  }

  private List<IndexEntry> entries() {
    return listing.oldest(
        EnumSet.allOf(State.class), EventKey.first(0), EventKey.first(Long.MAX_VALUE), 10);
  }

  private static byte[] record(State state, long changedAt) {
    return DeliveryFormat.write(Deliveries.of(ID, "shop", state), changedAt);
  }
}
