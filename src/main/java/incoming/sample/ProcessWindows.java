package incoming.sample;

import incoming.http.Problem;
import incoming.store.LocalCaches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;

/**
 * The windows of this process alone: an Infinispan cache in its memory, made when the first window
 * opens. Of two that want to take the same window the caller lets only one ask.
 */
final class ProcessWindows implements WindowStore {
  private static final String NAME = "windows";
  private static final byte[] NOTHING = {};

  private final InstantSource clock;
  private DefaultCacheManager manager;

  ProcessWindows(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Notice open(Notice wanted) {
    put(wanted, NOTHING);
    return wanted;
  }

  @Override
  public boolean take(Notice window, Sample sample) {
    put(window, sample.json());
    return true;
  }

  @Override
  public void refused(Notice window, Problem problem) {
    // There is no other node that would tell it to anybody.
  }

  private void put(Notice window, byte[] sample) {
    ByteBuffer value = ByteBuffer.allocate(Long.BYTES + sample.length);
    value.putLong(window.until().toEpochMilli()).put(sample);
    long rest = Math.max(1, Duration.between(clock.instant(), window.until()).toMillis());
    cache().put(key(window.endpointId()), value.array(), rest, TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<WindowState> find(String endpointId) {
    byte[] value = cache().get(key(endpointId));
    return value == null
        ? Optional.empty()
        : Optional.of(read(value)).filter(state -> clock.instant().isBefore(state.until()));
  }

  private static WindowState read(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    Instant until = Instant.ofEpochMilli(buffer.getLong());
    byte[] sample = new byte[buffer.remaining()];
    buffer.get(sample);
    return new WindowState(
        until, sample.length == 0 ? Optional.empty() : Optional.of(Sample.read(sample)));
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
