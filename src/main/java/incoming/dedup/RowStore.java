package incoming.dedup;

import io.reactivex.rxjava3.core.Flowable;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.infinispan.commons.configuration.ConfiguredBy;
import org.infinispan.commons.time.TimeService;
import org.infinispan.commons.util.IntSet;
import org.infinispan.persistence.spi.InitializationContext;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.infinispan.persistence.spi.PersistenceException;
import org.infinispan.util.concurrent.BlockingManager;
import org.reactivestreams.Publisher;
import org.rocksdb.RocksIterator;

/**
 * An Infinispan store of small rows on one RocksDB database.
 *
 * <p>Any entry can be kept; one whose key is a 16-byte hash and whose value is bytes without
 * metadata takes less than 60 bytes of disk. A single row is read and written on the calling
 * thread: that takes microseconds, the threads that deduplicate may block, and a hop to
 * Infinispan's blocking pool and back costs several times as much. Whatever walks over all rows
 * does run on that pool.
 *
 * <p>Not segmented, not shared, not transactional. Thread-safe. Every failure is a {@code
 * PersistenceException}. Public for Infinispan only.
 */
@ConfiguredBy(RowStoreConfiguration.class)
public final class RowStore<K, V> implements NonBlockingStore<K, V> {
  // Writers share it; a purge takes it alone, so that no row renewed meanwhile is purged.
  private final ReadWriteLock purge = new ReentrantReadWriteLock();

  private RowDatabase database;
  private RowFormat<K, V> format;
  private TimeService time;
  private BlockingManager blocking;

  @Override
  public CompletionStage<Void> start(InitializationContext ctx) {
    RowStoreConfiguration configuration = ctx.getConfiguration();
    time = ctx.getTimeService();
    blocking = ctx.getBlockingManager();
    format = new RowFormat<>(ctx.getPersistenceMarshaller(), ctx.getMarshallableEntryFactory());
    return blocking.runBlocking(() -> database = configuration.opening().open(), "rows-open");
  }

  @Override
  public CompletionStage<Void> stop() {
    // Missing when it could not be opened.
    return database == null
        ? CompletableFuture.completedFuture(null)
        : blocking.runBlocking(database::close, "rows-close");
  }

  @Override
  public Set<Characteristic> characteristics() {
    return EnumSet.of(Characteristic.BULK_READ, Characteristic.EXPIRATION);
  }

  @Override
  public CompletionStage<Boolean> isAvailable() {
    return CompletableFuture.completedFuture(database.isOpen());
  }

  @Override
  public CompletionStage<MarshallableEntry<K, V>> load(int segment, Object key) {
    return now(
        () -> {
          byte[] row = database.get(format.key(key));
          if (row == null) {
            return null;
          }
          MarshallableEntry<K, V> entry = format.entry(key, row);
          return entry.isExpired(time.wallClockTime()) ? null : entry;
        });
  }

  @Override
  public CompletionStage<Void> write(
      int segment, MarshallableEntry<? extends K, ? extends V> entry) {
    return now(
        () -> {
          byte[] key = format.key(entry.getKey());
          byte[] value = format.value(entry);
          purge.readLock().lock();
          try {
            database.put(key, value);
          } finally {
            purge.readLock().unlock();
          }
          return null;
        });
  }

  /** Deletes; whether there was such a row is not known, and looking would double the cost. */
  @Override
  public CompletionStage<Boolean> delete(int segment, Object key) {
    return now(
        () -> {
          database.delete(format.key(key));
          return null;
        });
  }

  @Override
  public CompletionStage<Void> clear() {
    return blocking.runBlocking(database::clear, "rows-clear");
  }

  @Override
  public CompletionStage<Long> size(IntSet segments) {
    return Flowable.fromPublisher(publishEntries(segments, null, false))
        .count()
        .toCompletionStage();
  }

  @Override
  public CompletionStage<Long> approximateSize(IntSet segments) {
    return now(database::estimatedRows);
  }

  @Override
  public Publisher<MarshallableEntry<K, V>> publishEntries(
      IntSet segments, Predicate<? super K> filter, boolean includeValues) {
    return blocking.blockingPublisher(
        Flowable.defer(
            () -> {
              long now = time.wallClockTime();
              return entries()
                  .filter(entry -> !entry.isExpired(now))
                  .filter(entry -> filter == null || filter.test(entry.getKey()));
            }));
  }

  /**
   * Deletes what Infinispan counts as expired. Deduplication writes rows without a lifespan, which
   * leave by compaction instead.
   */
  @Override
  public Publisher<MarshallableEntry<K, V>> purgeExpired() {
    return blocking.blockingPublisher(
        Flowable.defer(
            () -> {
              long now = time.wallClockTime();
              return entries()
                  .filter(entry -> entry.isExpired(now) && deleteIfExpired(entry.getKey(), now));
            }));
  }

  private boolean deleteIfExpired(K key, long now) {
    byte[] stored = format.key(key);
    purge.writeLock().lock();
    try {
      byte[] row = database.get(stored);
      if (row == null || !format.entry(key, row).isExpired(now)) {
        return false;
      }
      database.delete(stored);
      return true;
    } finally {
      purge.writeLock().unlock();
    }
  }

  private Flowable<MarshallableEntry<K, V>> entries() {
    return Flowable.generate(
        database::rows,
        (rows, out) -> {
          if (database.valid(rows)) {
            out.onNext(format.entry(rows.key(), rows.value()));
            rows.next();
          } else {
            out.onComplete();
          }
        },
        RocksIterator::close);
  }

  /** The outcome of {@code call}, which is over when this returns. */
  private static <T> CompletionStage<T> now(Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (PersistenceException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
