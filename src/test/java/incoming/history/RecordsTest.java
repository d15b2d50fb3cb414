package incoming.history;

import static incoming.history.Deliveries.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Stored unknown = stored(State.DEAD, NOW);
    unknown.head()[0] = 9;
    records.put(List.of(unknown));
    assertThat(listing.page(Criteria.all(10), List.of(), NOW).deliveries())
        .singleElement()
        .extracting(Summary::reason)
        .asString()
        .contains("format 9");

    records.put(List.of(stored(State.PENDING, 0)));

    assertThat(entries()).extracting(IndexEntry::state).containsExactly(State.PENDING);
    assertThat(listing.oldestWaiting("shop")).hasValue(NOW);
  }

  @Test
  void recordThatChangedSinceItWasSeenIsNotDeleted() {
    records.put(List.of(stored(State.DELIVERED, 1)));
    List<IndexEntry> seen = entries();
    records.put(List.of(stored(State.DELIVERED, 2)));
    records.deleteUnchanged(seen);
    assertThat(records.get(KEY)).usingRecursiveComparison().isEqualTo(stored(State.DELIVERED, 2));

    records.put(List.of(stored(State.PENDING, 1)));
    records.deleteUnchanged(seen);
    assertThat(records.get(KEY)).usingRecursiveComparison().isEqualTo(stored(State.PENDING, 1));
  }

  @Test
  void nothingIsLeftOfWhatIsDeleted() {
    records.put(List.of(stored(State.PENDING, 1)));
    records.deleteUnchanged(entries());

    assertEmpty();
  }

  @Test
  void severalAreWrittenAtOnceEachWithItsEntries() {
    records.put(List.of(stored(State.RETRYING, 1)));
    Stored other =
        DeliveryFormat.write(Deliveries.of(Deliveries.id(NOW, 2), "store", State.DEAD), 2);
    records.put(List.of(stored(State.DELIVERED, 3), other));

    assertThat(entries())
        .extracting(IndexEntry::state)
        .containsExactly(State.DELIVERED, State.DEAD);
    assertThat(records.get(other.key())).usingRecursiveComparison().isEqualTo(other);
  }

  @Test
  void whatIsThereIsNotOverwrittenByWhatIsWrittenIfAbsent() {
    Stored other =
        DeliveryFormat.write(Deliveries.of(Deliveries.id(NOW, 2), "shop", State.PENDING), 2);
    records.put(List.of(stored(State.DELIVERED, 1)));
    records.putIfAbsent(List.of(stored(State.PENDING, 2), other));

    assertThat(entries())
        .extracting(IndexEntry::state)
        .containsExactly(State.DELIVERED, State.PENDING);
  }

  @Test
  void onlyWhatIsStillThereIsReplaced() {
    Stored before = stored(State.DEAD, 1);
    records.replace(before, stored(State.PENDING, 2));
    assertEmpty();

    records.put(List.of(before));
    records.replace(before, stored(State.PENDING, 2));
    records.replace(before, stored(State.DISCARDED, 3));
    assertThat(entries()).extracting(IndexEntry::state).containsExactly(State.PENDING);
  }

  @Test
  void whatWasThereBeforeARestartIsReplacedWithoutATrace() throws IOException {
    records.put(List.of(stored(State.RETRYING, 1)));
    database.close();
    open();
    records.put(List.of(stored(State.DELIVERED, 2)));

    assertThat(entries()).extracting(IndexEntry::state).containsExactly(State.DELIVERED);
    assertThat(listing.oldestWaiting("shop")).isEmpty();
  }

  @Test
  void whatIsDeletedIsWrittenWholeAgain() {
    records.put(List.of(stored(State.DELIVERED, 1)));
    records.deleteUnchanged(entries());
    records.put(List.of(stored(State.PENDING, 2)));

    assertThat(records.get(KEY)).usingRecursiveComparison().isEqualTo(stored(State.PENDING, 2));
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenWholeLater() {
    byte[] noHeading = {1, 99};
    byte[] damaged = EventKey.of(Deliveries.id(NOW, 2)).orElseThrow();
    records = new Records(withRow(damaged, noHeading));
    Stored unwritable = new Stored(damaged, stored(State.DEAD, 1).head(), new byte[0]);
    Stored young =
        DeliveryFormat.write(Deliveries.of(Deliveries.id(NOW, 3), "shop", State.DEAD), 1);
    assertThatThrownBy(() -> records.put(List.of(young, unwritable)))
        .isInstanceOf(HistoryException.class);
    records.put(List.of(young));

    assertThat(records.get(young.key())).usingRecursiveComparison().isEqualTo(young);
  }

  private HistoryDatabase withRow(byte[] key, byte[] row) {
    database.change((batch, db) -> batch.put(database.records(), key, row));
    return database;
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

  private static Stored stored(State state, long changedAt) {
    return DeliveryFormat.write(Deliveries.of(ID, "shop", state), changedAt);
  }
}
