package incoming.history;

import incoming.store.LocalCaches;
import java.io.Closeable;
import java.time.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;

/**
 * The embedded Infinispan cache of deliveries over a {@link DeliveryStore}.
 *
 * <p>Written through: what the cache has said is in the store. Its reaper deletes what is over.
 */
final class DeliveryCache implements Closeable {
  private static final String NAME = "deliveries";

  // For the attempts of one delivery; nobody reads most of them again. Counted, and few since each
  // may be as large as a request: to size each one costs Infinispan an exception.
  private static final long IN_MEMORY = 64;
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

  private final DefaultCacheManager manager;
  private final AdvancedCache<byte[], byte[]> records;

  private DeliveryCache(DefaultCacheManager manager, AdvancedCache<byte[], byte[]> records) {
    this.manager = manager;
    this.records = records;
  }

  /** A cache over {@code parts}, which are closed with it, also when it does not start. */
  static DeliveryCache over(DeliveryStoreConfiguration.Parts parts) {
    DefaultCacheManager manager = new DefaultCacheManager(LocalCaches.alone().build(), false);
    try {
      manager.defineConfiguration(NAME, configuration(parts).build());
      manager.start();
      return new DeliveryCache(manager, manager.<byte[], byte[]>getCache(NAME).getAdvancedCache());
    } catch (RuntimeException e) {
      manager.stop();
      parts.database().close();
      throw e;
    }
  }

  private static ConfigurationBuilder configuration(DeliveryStoreConfiguration.Parts parts) {
    ConfigurationBuilder cache = new ConfigurationBuilder();
    cache.encoding().mediaType(MediaType.APPLICATION_OCTET_STREAM);
    cache.memory().maxCount(IN_MEMORY).whenFull(EvictionStrategy.REMOVE);
    cache.expiration().wakeUpInterval(BETWEEN_PURGES.toMillis());
    cache
        .persistence()
        // Polling would only repeat what every failing call says itself.
        .availabilityInterval(-1)
        .addStore(DeliveryStoreConfigurationBuilder.class)
        .parts(parts);
    return cache;
  }

  byte[] get(byte[] key) {
    return records.get(key);
  }

  void put(byte[] key, byte[] record) {
    // What was there before is looked up by the store alone, and only its beginning.
    records.withFlags(Flag.IGNORE_RETURN_VALUES).put(key, record);
  }

  void putIfAbsent(byte[] key, byte[] record) {
    records.putIfAbsent(key, record);
  }

  void replace(byte[] key, byte[] before, byte[] record) {
    records.replace(key, before, record);
  }

  /** What the reaper does, now. */
  void purge() {
    records.getExpirationManager().processExpiration();
  }

  @Override
  public void close() {
    manager.stop();
  }
}
