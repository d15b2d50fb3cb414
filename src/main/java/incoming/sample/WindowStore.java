package incoming.sample;

import incoming.store.LocalCaches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;

/**
 * The states of windows by endpoint, each for as long as its window: an Infinispan cache of this
 * process, made when the first window opens.
 *
 * <p>Keys and values are what a cache that nodes share could hold as well. Thread-safe.
 */
final class WindowStore implements AutoCloseable {
  private static final String NAME = "windows";

  private DefaultCacheManager manager;

  void put(String endpointId, WindowState state, Instant now) {
    byte[] sample = state.caught().map(Sample::json).orElse(new byte[0]);
    ByteBuffer value = ByteBuffer.allocate(Long.BYTES + sample.length);
    value.putLong(state.until().toEpochMilli()).put(sample);
    long millis = Math.max(1, Duration.between(now, state.until()).toMillis());
    cache().put(key(endpointId), value.array(), millis, TimeUnit.MILLISECONDS);
  }

  Optional<WindowState> find(String endpointId) {
    byte[] value = cache().get(key(endpointId));
    if (value == null) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    Instant until = Instant.ofEpochMilli(buffer.getLong());
    byte[] sample = new byte[buffer.remaining()];
    buffer.get(sample);
    return Optional.of(
        new WindowState(
            until, sample.length == 0 ? Optional.empty() : Optional.of(Sample.read(sample))));
  }

  private static byte[] key(String endpointId) {
    return endpointId.getBytes(StandardCharsets.UTF_8);
  }

  private synchronized BasicCache<byte[], byte[]> cache() {
    if (manager == null) {
      manager = new DefaultCacheManager(LocalCaches.alone().build(), true);
      manager.defineConfiguration(NAME, new ConfigurationBuilder().build());
    }
    return manager.getCache(NAME);
  }

  @Override
  public synchronized void close() {
    if (manager != null) {
      manager.stop();
    }
  }
}
