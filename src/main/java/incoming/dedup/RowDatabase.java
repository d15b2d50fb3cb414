package incoming.dedup;

import incoming.store.RocksLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.infinispan.persistence.spi.PersistenceException;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.TtlDB;

/**
 * One RocksDB directory, tuned for many small rows under random keys.
 *
 * <p>A write is in the log of the operating system before it returns: it survives {@code kill -9},
 * not a power cut. Rows leave the disk when they are compacted after their time to live, counted
 * from their last write by the clock of the system; every file is compacted at least once a day.
 *
 * <p>Thread-safe, except that {@link #close} must not run beside anything else. Once it is open
 * every failure is a {@link PersistenceException}.
 */
final class RowDatabase implements AutoCloseable {
  private final String directory;
  private final RowTuning tuning;
  private final RocksDB db;
  private final Object writes = new Object();
  private volatile boolean closed;

  private RowDatabase(String directory, RowTuning tuning, RocksDB db) {
    this.directory = directory;
    this.tuning = tuning;
    this.db = db;
  }

  /**
   * Opens {@code directory}, made if it is missing.
   *
   * @param timeToLive whole seconds; zero keeps rows for ever. Counts for rows that are there, too
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  static RowDatabase open(Path directory, Duration timeToLive) throws IOException {
    try {
      RocksLibrary.load(directory);
    } catch (IOException e) {
      throw new IOException(notOpened(directory, e), e);
    }
    RowTuning tuning = new RowTuning(timeToLive);
    try {
      int seconds = Math.toIntExact(timeToLive.toSeconds());
      RocksDB db = TtlDB.open(tuning.options(), directory.toString(), seconds, false);
      return new RowDatabase(directory.toString(), tuning, db);
    } catch (RocksDBException e) {
      tuning.close();
      throw new IOException(notOpened(directory, e), e);
    }
  }

  private static String notOpened(Path directory, Exception e) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("lock")
        ? directory
            + ": another process has this deduplication store open; stop that process,"
            + " or give this one a data directory of its own"
        : directory
            + ": the deduplication store cannot be opened ("
            + reason
            + "); restore the directory, or delete it and every request counts as new";
  }

  byte[] get(byte[] key) {
    checkOpen();
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  void put(byte[] key, byte[] value) {
    checkOpen();
    try {
      // One at a time: RocksDB has threads that come together write as a group, whose members wake
      // each other, which costs several times what it saves where nothing is synced.
      synchronized (writes) {
        db.put(tuning.writing(), key, value);
      }
    } catch (RocksDBException e) {
      throw failed("write", e);
    }
  }

  void delete(byte[] key) {
    checkOpen();
    try {
      db.delete(tuning.writing(), key);
    } catch (RocksDBException e) {
      throw failed("delete", e);
    }
  }

  /** Deletes every row. */
  void clear() {
    checkOpen();
    try {
      // No key is longer than this one that does not begin with zeros.
      byte[] end = new byte[HashKey.LENGTH + 1];
      Arrays.fill(end, (byte) 0xff);
      db.deleteRange(tuning.writing(), new byte[0], end);
    } catch (RocksDBException e) {
      throw failed("delete", e);
    }
  }

  /** All rows as they are now, at the first one; to be closed. */
  RocksIterator rows() {
    checkOpen();
    RocksIterator rows = db.newIterator();
    rows.seekToFirst();
    return rows;
  }

  /** Whether {@code rows} stands on a row; fails when it stopped because of an error. */
  boolean valid(RocksIterator rows) {
    if (rows.isValid()) {
      return true;
    }
    try {
      rows.status();
      return false;
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  /** About how many rows there are, expired ones that were not compacted yet included. */
  long estimatedRows() {
    checkOpen();
    try {
      return db.getLongProperty("rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  /** Rewrites all files, without what was deleted, overwritten or has expired. */
  void compact() {
    checkOpen();
    try {
      db.compactRange();
    } catch (RocksDBException e) {
      throw failed("compact", e);
    }
  }

  boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      db.close();
      tuning.close();
    }
  }

  // RocksDB does not check: a call on a closed database ends the process.
  private void checkOpen() {
    if (closed) {
      throw new PersistenceException(directory + ": the deduplication store is closed");
    }
  }

  private PersistenceException failed(String what, RocksDBException e) {
    return new PersistenceException(
        directory + ": cannot " + what + " in the deduplication store: " + e.getMessage(), e);
  }
}
