package incoming.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The deliveries in a {@link HistoryDatabase}, each with its entries of the index, written and
 * deleted together.
 *
 * <p>An event never changes, and is written only once however often its delivery is. Each call
 * writes all or nothing, and sees what those before it have written. Thread-safe.
 */
final class Records {
  private final HistoryDatabase database;

  Records(HistoryDatabase database) {
    this.database = database;
  }

  /** What was written under {@code key}; {@code null} when there is nothing. */
  Stored get(byte[] key) {
    return database.use(
        db -> {
          byte[] head = db.get(database.records(), key);
          byte[] event = head == null ? null : db.get(database.events(), key);
          return event == null ? null : new Stored(key, head, event);
        });
  }

  /** Writes {@code all}, of different events, whatever was there before. */
  void put(List<Stored> all) {
    database.change(
        (batch, db) -> {
          for (Stored stored : all) {
            put(batch, heading(db, stored.key()), stored);
          }
        });
  }

  /** Writes those of {@code all}, of different events, of which there is nothing yet. */
  void putIfAbsent(List<Stored> all) {
    database.change(
        (batch, db) -> {
          for (Stored stored : all) {
            if (heading(db, stored.key()) == null) {
              put(batch, null, stored);
            }
          }
        });
  }

  /** Writes {@code stored} if {@code before} is still what is there. */
  void replace(Stored before, Stored stored) {
    database.change(
        (batch, db) -> {
          if (Arrays.equals(db.get(database.records(), before.key()), before.head())) {
            put(batch, before.heading(), stored);
          }
        });
  }

  private Heading heading(RocksDB db, byte[] key) throws RocksDBException {
    byte[] beginning = new byte[Heading.MAX_LENGTH];
    int length = db.get(database.records(), key, beginning);
    return length == RocksDB.NOT_FOUND
        ? null
        : Heading.read(ByteBuffer.wrap(beginning, 0, Math.min(length, beginning.length)));
  }

  private void put(WriteBatch batch, Heading before, Stored stored) throws RocksDBException {
    if (before == null || before.eventLength() != stored.event().length) {
      batch.put(database.events(), stored.key(), stored.event());
    }
    batch.put(database.records(), stored.key(), stored.head());
    index(batch, before, stored.entry());
  }

  private void index(WriteBatch batch, Heading before, IndexEntry entry) throws RocksDBException {
    ColumnFamilyHandle index = database.index();
    if (before != null && !before.standsWhere(entry.state(), entry.integration())) {
      IndexEntry old = IndexEntry.of(entry.event(), before, 0);
      batch.delete(index, old.byState());
      batch.delete(index, old.byIntegration());
    }
    batch.put(index, entry.byState(), entry.value());
    batch.put(index, entry.byIntegration(), new byte[0]);
  }

  /** Deletes those of {@code entries} that have not changed since they were read. */
  void deleteUnchanged(List<IndexEntry> entries) {
    database.change(
        (batch, db) -> {
          for (IndexEntry entry : entries) {
            if (Arrays.equals(db.get(database.index(), entry.byState()), entry.value())) {
              delete(batch, entry);
            }
          }
        });
  }

  private void delete(WriteBatch batch, IndexEntry entry) throws RocksDBException {
    batch.delete(database.records(), entry.event());
    batch.delete(database.events(), entry.event());
    batch.delete(database.index(), entry.byState());
    batch.delete(database.index(), entry.byIntegration());
  }
}
