package incoming.dedup;

import incoming.store.Natives;
import java.time.Duration;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteOptions;

/**
 * How RocksDB is set up for small rows under random keys, most of which are looked up once and not
 * found.
 *
 * <p>Native memory is bounded, whatever the number of rows: 32 MiB of blocks, index and filters
 * included, and at most 24 MiB of rows that are not in files yet. To be closed after the database.
 */
final class RowTuning implements AutoCloseable {
  private static final long BLOCK_CACHE = 32L << 20;
  private static final long WRITE_BUFFER = 8L << 20;
  private static final double FILTER_OF_BUFFER = 0.05;

  private final Natives natives = new Natives();
  private final Options options;
  private final WriteOptions writing;

  RowTuning(Duration timeToLive) {
    options = options(timeToLive);
    writing = natives.keep(new WriteOptions());
  }

  Options options() {
    return options;
  }

  /** Through the log of RocksDB into the operating system; not synced to the disk. */
  WriteOptions writing() {
    return writing;
  }

  private Options options(Duration timeToLive) {
    return natives
        .keep(new Options())
        .setCreateIfMissing(true)
        .setTableFormatConfig(tables())
        // Most of a row is a hash; what is left to compress costs more at each look than it saves.
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxWriteBufferNumber(3)
        // Else each lookup walks down all that is not in files yet.
        .setMemtablePrefixBloomSizeRatio(FILTER_OF_BUFFER)
        .setMemtableWholeKeyFiltering(true)
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

  private BlockBasedTableConfig tables() {
    // Few shards: a small cache in many shards has none that holds what one lookup needs.
    Cache blocks = natives.keep(new LRUCache(BLOCK_CACHE, 2, true));
    return new BlockBasedTableConfig()
        .setFormatVersion(5)
        .setBlockSize(4 << 10)
        .setBlockCache(blocks)
        .setFilterPolicy(natives.keep(new BloomFilter(10)))
        // Index and filters in parts of one block each, in the same bounded cache as the rows.
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(4 << 10)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinTopLevelIndexAndFilter(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  @Override
  public void close() {
    natives.close();
  }
}
