package incoming.dedup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.infinispan.persistence.spi.PersistenceException;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.TtlDB;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB directory, tuned for many small rows under random keys.
 *
 * <p>A write is in the log of the operating system before it returns: it survives {@code kill -9},
 * not a power cut. Rows leave the disk when they are compacted after their time to live, counted
 * from their last write by the clock of the system; every file is compacted at least once a day.
 * Native memory: 64 MiB of blocks and at most 48 MiB of rows not yet in files.
 *
 * <p>Thread-safe, except that {@link #close} must not run beside anything else. Once it is open
 * every failure is a {@link PersistenceException}.
 */
final class RowDatabase implements AutoCloseable {
  private static final long BLOCK_CACHE = 64L << 20;
  private static final long WRITE_BUFFER = 16L << 20;

  private final String directory;
  private final List<RocksObject> natives;
  private final WriteOptions logged;
  private final RocksDB db;
  private volatile boolean closed;

  private RowDatabase(
      String directory, List<RocksObject> natives, WriteOptions logged, RocksDB db) {
    this.directory = directory;
    this.natives = natives;
    this.logged = logged;
    this.db = db;
  }

  /**
   * Opens {@code directory}, made if it is missing.
   *
   * @param timeToLive whole seconds; zero keeps rows for ever. Counts for rows that are there, too
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  static RowDatabase open(Path directory, Duration timeToLive) throws IOException {
    RocksDB.loadLibrary();
    List<RocksObject> natives = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      Options options = options(timeToLive, natives);
      WriteOptions logged = keep(new WriteOptions(), natives);
      int seconds = Math.toIntExact(timeToLive.toSeconds());
      RocksDB db = TtlDB.open(options, directory.toString(), seconds, false);
      return new RowDatabase(directory.toString(), natives, logged, db);
    } catch (RocksDBException | IOException e) {
      natives.forEach(RocksObject::close);
      throw new IOException(notOpened(directory, e), e);
    }
  }

  private static Options options(Duration timeToLive, List<RocksObject> natives) {
    // Few shards: a small cache in many shards has none that holds what one lookup needs.
    LRUCache blocks = keep(new LRUCache(BLOCK_CACHE, 2, true), natives);
    BlockBasedTableConfig tables =
        new BlockBasedTableConfig()
            .setFormatVersion(5)
            .setBlockSize(8 << 10)
            .setBlockCache(blocks)
            .setFilterPolicy(keep(new BloomFilter(10), natives))
            // Index and filters in parts of one block each, in the same bounded cache as the rows.
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setMetadataBlockSize(4 << 10)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinTopLevelIndexAndFilter(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return keep(new Options(), natives)
        .setCreateIfMissing(true)
        .setTableFormatConfig(tables)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxWriteBufferNumber(3)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setPeriodicCompactionSeconds(timeToLive.isZero() ? 0 : Duration.ofDays(1).toSeconds())
        // Opening reads no file that it does not need.
        .setSkipStatsUpdateOnDbOpen(true)
        .setSkipCheckingSstFileSizesOnDbOpen(true)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20);
  }

  private static <T extends RocksObject> T keep(T object, List<RocksObject> natives) {
    natives.add(0, object);
    return object;
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
      db.put(logged, key, value);
    } catch (RocksDBException e) {
      throw failed("write", e);
    }
  }

  void delete(byte[] key) {
    checkOpen();
    try {
      db.delete(logged, key);
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
      db.deleteRange(logged, new byte[0], end);
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
      natives.forEach(RocksObject::close);
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
