package incoming.dedup;

import incoming.store.LocalCaches;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.infinispan.Cache;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;

/**
 * The embedded Infinispan cache of confirmed hashes over a {@link RowStore}.
 *
 * <p>Written through: what the cache has said is in the store. Entries have no lifespan: the row
 * decides, and the store lets a row go a while after its window by the window of the present start,
 * so that a changed setting counts for the rows that are there, too.
 */
final class RowCache implements Closeable {
  private static final String NAME = "deduplication";

  // The clock that decides and the clock of the disk may differ by so much.
  private static final Duration SLACK = Duration.ofHours(1);

  private final DefaultCacheManager manager;
  private final Cache<byte[], byte[]> rows;

  private RowCache(DefaultCacheManager manager, Cache<byte[], byte[]> rows) {
    this.manager = manager;
    this.rows = rows;
  }

  /** Opens the cache over {@code directory}; fails in words when that cannot be used. */
  static RowCache open(Path directory, DedupSettings settings) throws IOException {
    // Before Infinispan, which would say the reason in a dozen stack traces.
    RowDatabase database = RowDatabase.open(directory, settings.window().plus(SLACK));
    DefaultCacheManager manager = new DefaultCacheManager(LocalCaches.alone().build(), false);
    try {
      manager.defineConfiguration(NAME, over(database, settings).build());
      manager.start();
      return new RowCache(manager, manager.getCache(NAME));
    } catch (RuntimeException e) {
      manager.stop();
      database.close();
      throw e;
    }
  }

  private static ConfigurationBuilder over(RowDatabase database, DedupSettings settings) {
    ConfigurationBuilder cache = new ConfigurationBuilder();
    cache.memory().maxCount(settings.inMemory()).whenFull(EvictionStrategy.REMOVE);
    cache.expiration().disableReaper();
    cache
        .persistence()
        // Polling would only repeat what every failing call says itself.
        .availabilityInterval(-1)
        .addStore(RowStoreConfigurationBuilder.class)
        .opening(() -> database);
    return cache;
  }

  /** The windows of {@code settings} over these rows. */
  Window window(DedupSettings settings, Clock clock) {
    // Without the value that was there it isn't looked up.
    BasicCache<byte[], byte[]> unread =
        rows.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
    return new Window(rows, unread, settings.window(), clock);
  }

  @Override
  public void close() {
    manager.stop();
  }
}
