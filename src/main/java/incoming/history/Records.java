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
 * <p>An event never changes, and is written only once however often its delivery is. Thread-safe,
 * except that one delivery must not be written by two threads at once: Infinispan sees to that.
 */
final class Records {
  private final HistoryDatabase database;

  Records(HistoryDatabase database) {
    this.database = database;
  }

  /** What was written under {@code key}; {@code null} when there is nothing. */
  byte[] get(byte[] key) {
    return database.use(
        db -> {
          byte[] head = db.get(database.records(), key);
          byte[] event = head == null ? null : db.get(database.events(), key);
          return event == null ? null : join(head, event);
        });
  }

  private static byte[] join(byte[] head, byte[] event) {
    byte[] whole = Arrays.copyOf(head, head.length + event.length);
    System.arraycopy(event, 0, whole, head.length, event.length);
    return whole;
  }

  /** Writes {@code record}, which begins with a {@link Heading} and ends with its event. */
  void put(byte[] key, byte[] record) {
    Heading heading = Heading.of(record);
    int head = record.length - heading.eventLength();
    database.use(
        db -> {
          try (WriteBatch batch = new WriteBatch()) {
            Heading before = heading(db, key);
            if (before == null || before.eventLength() != heading.eventLength()) {
              byte[] event = Arrays.copyOfRange(record, head, record.length);
              batch.put(database.events(), key, event);
            }
            batch.put(database.records(), key, Arrays.copyOf(record, head));
            index(batch, key, before, IndexEntry.of(key, heading, record.length));
            database.write(batch);
          }
          return null;
        });
  }

  private void index(WriteBatch batch, byte[] key, Heading before, IndexEntry entry)
      throws RocksDBException {
    ColumnFamilyHandle index = database.index();
    if (before != null && !before.standsWhere(entry.state(), entry.integration())) {
      IndexEntry old = IndexEntry.of(key, before, 0);
      batch.delete(index, old.byState());
      batch.delete(index, old.byIntegration());
    }
    batch.put(index, entry.byState(), entry.value());
    batch.put(index, entry.byIntegration(), new byte[0]);
  }

  private Heading heading(RocksDB db, byte[] key) throws RocksDBException {
    byte[] beginning = new byte[Heading.MAX_LENGTH];
    int length = db.get(database.records(), key, beginning);
    return length == RocksDB.NOT_FOUND
        ? null
        : Heading.read(ByteBuffer.wrap(beginning, 0, Math.min(length, beginning.length)));
  }

  /** Deletes whatever is under {@code key}; whether there was something. */
  boolean delete(byte[] key) {
    return database.use(
        db -> {
          Heading before = heading(db, key);
          if (before != null) {
            try (WriteBatch batch = new WriteBatch()) {
              delete(batch, IndexEntry.of(key, before, 0));
              database.write(batch);
            }
          }
          return before != null;
        });
  }

  /** Deletes those of {@code entries} that have not changed since they were read. */
  void deleteUnchanged(List<IndexEntry> entries) {
    database.alone(
        db -> {
          try (WriteBatch batch = new WriteBatch()) {
            for (IndexEntry entry : entries) {
              if (Arrays.equals(db.get(database.index(), entry.byState()), entry.value())) {
                delete(batch, entry);
              }
            }
            database.write(batch);
          }
          return null;
        });
  }

  /** Deletes everything. */
  void clear() {
    byte[] end = new byte[EventKey.LENGTH + 1];
    Arrays.fill(end, (byte) 0xff);
    database.alone(
        db -> {
          try (WriteBatch batch = new WriteBatch()) {
            batch.deleteRange(database.records(), new byte[0], end);
            batch.deleteRange(database.events(), new byte[0], end);
            batch.deleteRange(database.index(), new byte[0], end);
            database.write(batch);
          }
          return null;
        });
  }

  private void delete(WriteBatch batch, IndexEntry entry) throws RocksDBException {
    batch.delete(database.records(), entry.event());
    batch.delete(database.events(), entry.event());
    batch.delete(database.index(), entry.byState());
    batch.delete(database.index(), entry.byIntegration());
  }
}
