package incoming.history;

import incoming.store.RocksLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;
import org.rocksdb.WriteBatch;

/**
 * One RocksDB directory with what is known of each delivery, its event, and an index of both.
 *
 * <p>A write is in the log of the operating system before it returns: it survives {@code kill -9},
 * not a power cut. Thread-safe. Once it is open every failure is a {@link HistoryException}.
 */
final class HistoryDatabase implements AutoCloseable {
  private final String directory;
  private final HistoryTuning tuning;
  private final RocksDB db;
  private final Object writes = new Object();
  private final List<ColumnFamilyHandle> families;

  // Who uses the database shares it, who closes it takes it alone. RocksDB does not check: a call
  // on a closed database ends the process.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /** Something to be done with the database while it is open. */
  interface Use<T> {
    T with(RocksDB db) throws RocksDBException;
  }

  /** Something to be written all at once. */
  interface Change {
    void into(WriteBatch batch, RocksDB db) throws RocksDBException;
  }

  private HistoryDatabase(
      String directory, HistoryTuning tuning, RocksDB db, List<ColumnFamilyHandle> families) {
    this.directory = directory;
    this.tuning = tuning;
    this.db = db;
    this.families = families;
  }

  /**
   * Opens {@code directory}, made if it is missing.
   *
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  static HistoryDatabase open(Path directory) throws IOException {
    try {
      RocksLibrary.load(directory);
    } catch (IOException e) {
      throw new IOException(notOpened(directory, e), e);
    }
    HistoryTuning tuning = new HistoryTuning();
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      RocksDB db = RocksDB.open(tuning.database(), directory.toString(), all(tuning), families);
      return new HistoryDatabase(directory.toString(), tuning, db, families);
    } catch (RocksDBException e) {
      tuning.close();
      throw new IOException(notOpened(directory, e), e);
    }
  }

  private static List<ColumnFamilyDescriptor> all(HistoryTuning tuning) {
    return List.of(
        new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.records()),
        new ColumnFamilyDescriptor(new byte[] {'e', 'v', 'e', 'n', 't', 's'}, tuning.events()),
        new ColumnFamilyDescriptor(new byte[] {'i', 'n', 'd', 'e', 'x'}, tuning.index()));
  }

  private static String notOpened(Path directory, Exception e) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("lock")
        ? directory
            + ": another process has this history of deliveries open; stop that process,"
            + " or give this one a data directory of its own"
        : directory
            + ": the history of deliveries cannot be opened ("
            + reason
            + "); restore the directory, or delete it, and dead letters with it";
  }

  /** Event id to what is known of it, without the event. */
  ColumnFamilyHandle records() {
    return families.get(0);
  }

  /** Event id to the event. */
  ColumnFamilyHandle events() {
    return families.get(1);
  }

  /** The keys of {@link IndexEntry}. */
  ColumnFamilyHandle index() {
    return families.get(2);
  }

  /** What {@code use} makes of the database. */
  <T> T use(Use<T> use) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new HistoryException(directory + ": the history of deliveries is closed", null);
      }
      return use.with(db);
    } catch (RocksDBException e) {
      throw new HistoryException(
          directory + ": the history of deliveries fails: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Writes all that {@code change} says or nothing. One change at a time, so that what it has read
   * is still so when it is written; nor does RocksDB write those of several threads as a group,
   * whose members would wake each other.
   */
  void change(Change change) {
    use(
        db -> {
          synchronized (writes) {
            try (WriteBatch batch = new WriteBatch()) {
              change.into(batch, db);
              db.write(tuning.writing(), batch);
            }
          }
          return null;
        });
  }

  /** Bytes of all files, without the log, which is bounded. */
  long size() {
    return use(
        db -> {
          long size = 0;
          for (ColumnFamilyHandle family : families) {
            size += db.getLongProperty(family, "rocksdb.live-sst-files-size");
          }
          return size;
        });
  }

  /** Bytes of keys and values in all files, before compression. */
  long rawSize() {
    return use(
        db -> {
          long size = 0;
          for (ColumnFamilyHandle family : families) {
            for (TableProperties file : db.getPropertiesOfAllTables(family).values()) {
              size += file.getRawKeySize() + file.getRawValueSize();
            }
          }
          return size;
        });
  }

  /** Gives back the space of what was deleted between two events, both included. */
  void compact(byte[] first, byte[] last) {
    use(
        db -> {
          try (CompactRangeOptions options =
              new CompactRangeOptions().setExclusiveManualCompaction(false)) {
            db.compactRange(records(), first, last, options);
            db.compactRange(events(), first, last, options);
            db.compactRange(index(), null, null, options);
          }
          return null;
        });
  }

  /** Closes it; a second time does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        tuning.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
