package incoming.history;

import incoming.store.Natives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.SstPartitionerFixedPrefixFactory;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WriteOptions;

/**
 * How RocksDB is set up for records of some KiB that come in the order of their keys, are changed a
 * few times soon after, and leave in the same order.
 *
 * <p>Native memory is bounded, whatever the number of records: 8 MiB of blocks, index and filters
 * included, and about 16 MiB of what is not in files yet. To be closed after the database.
 */
final class HistoryTuning implements AutoCloseable {
  private static final long BLOCK_CACHE = 8L << 20;
  private static final long WRITE_BUFFERS = 16L << 20;
  private static final long MAX_LOG = 64L << 20;
  // Small: events come a little out of order, so that each compaction of young files rewrites the
  // last of the older ones.
  private static final long FILE_SIZE = 4L << 20;
  private static final long FIRST_LEVEL = 64L << 20;
  private static final long INDEX_FIRST_LEVEL = 512L << 10;
  private static final long INDEX_FILE_SIZE = 256L << 10;
  // A state, and the first letter of an integration or none.
  private static final int INDEX_RANGE = 2;
  private static final int YOUNG_FILES = 8;
  private static final int LEVELS = 7;

  private final Natives natives = new Natives();
  private final Cache blocks = natives.keep(new LRUCache(BLOCK_CACHE, 1, true));
  private final CompressionOptions fast = natives.keep(new CompressionOptions().setLevel(1));
  private final WriteOptions writing = natives.keep(new WriteOptions());

  DBOptions database() {
    return natives
        .keep(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(WRITE_BUFFERS)
        .setMaxTotalWalSize(MAX_LOG)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setSkipStatsUpdateOnDbOpen(true)
        .setSkipCheckingSstFileSizesOnDbOpen(true)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20);
  }

  /** What is known of each delivery: looked up at every change, mostly in vain. */
  ColumnFamilyOptions records() {
    return family(tables(8 << 10).setFilterPolicy(natives.keep(new BloomFilter(10))));
  }

  /** The events themselves: written once, hardly ever read. */
  ColumnFamilyOptions events() {
    return family(tables(32 << 10));
  }

  /**
   * The index: walked in both directions past what was deleted at its oldest end.
   *
   * <p>What comes goes to the ends of a few ranges, one for each state and integration, and so does
   * what leaves, all over the keys. Were its first level large, it would be rewritten whole
   * whenever young files come, and were its files large or of several ranges, so would be the
   * levels below.
   */
  ColumnFamilyOptions index() {
    TablePropertiesCollectorFactory manyDeletions =
        natives.keep(
            TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(4096, 2048, 0.5));
    // Nothing but the options of a database takes it.
    Options options = natives.keep(new Options());
    options.setTablePropertiesCollectorFactory(List.of(manyDeletions));
    return tuned(natives.keep(new ColumnFamilyOptions(options)), tables(8 << 10))
        .setMaxBytesForLevelBase(INDEX_FIRST_LEVEL)
        .setTargetFileSizeBase(INDEX_FILE_SIZE)
        .setSstPartitionerFactory(natives.keep(new SstPartitionerFixedPrefixFactory(INDEX_RANGE)));
  }

  /** Through the log of RocksDB into the operating system; not synced to the disk. */
  WriteOptions writing() {
    return writing;
  }

  private ColumnFamilyOptions family(BlockBasedTableConfig tables) {
    return tuned(natives.keep(new ColumnFamilyOptions()), tables);
  }

  private ColumnFamilyOptions tuned(ColumnFamilyOptions family, BlockBasedTableConfig tables) {
    return family
        .setTableFormatConfig(tables)
        .setWriteBufferSize(WRITE_BUFFERS / 2)
        .setTargetFileSizeBase(FILE_SIZE)
        .setMaxBytesForLevelBase(FIRST_LEVEL)
        .setLevel0FileNumCompactionTrigger(YOUNG_FILES)
        // All but the young files alike, so that a file can move from level to level as it is.
        .setCompressionPerLevel(compression())
        .setCompressionOptions(fast)
        .setPeriodicCompactionSeconds(Duration.ofDays(1).toSeconds());
  }

  private static List<CompressionType> compression() {
    List<CompressionType> levels =
        new ArrayList<>(Collections.nCopies(LEVELS, CompressionType.ZSTD_COMPRESSION));
    levels.set(0, CompressionType.LZ4_COMPRESSION);
    return levels;
  }

  private BlockBasedTableConfig tables(int blockSize) {
    return new BlockBasedTableConfig()
        .setFormatVersion(5)
        .setBlockSize(blockSize)
        .setBlockCache(blocks)
        // Index and filters in parts of one block each, in the same bounded cache as the rest.
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(4 << 10)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinTopLevelIndexAndFilter(true);
  }

  @Override
  public void close() {
    natives.close();
  }
}
