package incoming.history;

import io.reactivex.rxjava3.core.Flowable;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.infinispan.commons.configuration.ConfiguredBy;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.persistence.spi.InitializationContext;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.MarshallableEntryFactory;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.infinispan.persistence.spi.PersistenceException;
import org.infinispan.util.concurrent.BlockingManager;
import org.reactivestreams.Publisher;

/**
 * The Infinispan store of deliveries: 16 bytes of an event id to a record of {@link
 * DeliveryFormat}, and nothing else.
 *
 * <p>Entries have no lifespan: the record itself says when it is over, and Infinispan's reaper has
 * them deleted. A single record is read and written on the calling thread, as in the store of
 * deduplication. Not segmented, not shared, not transactional, and does not walk over all records.
 * Thread-safe. Every failure is a {@code PersistenceException}. Public for Infinispan only.
 */
@ConfiguredBy(DeliveryStoreConfiguration.class)
public final class DeliveryStore<K, V> implements NonBlockingStore<K, V> {
  private DeliveryStoreConfiguration.Parts parts;
  private MarshallableEntryFactory<K, V> entries;
  private BlockingManager blocking;

  @Override
  public CompletionStage<Void> start(InitializationContext ctx) {
    DeliveryStoreConfiguration configuration = ctx.getConfiguration();
    parts = configuration.parts();
    entries = ctx.getMarshallableEntryFactory();
    blocking = ctx.getBlockingManager();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    return blocking.runBlocking(parts.database()::close, "history-close");
  }

  @Override
  public Set<Characteristic> characteristics() {
    return EnumSet.of(Characteristic.EXPIRATION);
  }

  @Override
  public CompletionStage<MarshallableEntry<K, V>> load(int segment, Object key) {
    return now(
        () -> {
          byte[] record = parts.records().get(bytes(key));
          return record == null ? null : entries.create(key, new WrappedByteArray(record));
        });
  }

  @Override
  public CompletionStage<Void> write(
      int segment, MarshallableEntry<? extends K, ? extends V> entry) {
    return now(
        () -> {
          parts.records().put(bytes(entry.getKey()), bytes(entry.getValue()));
          return null;
        });
  }

  @Override
  public CompletionStage<Boolean> delete(int segment, Object key) {
    return now(() -> parts.records().delete(bytes(key)));
  }

  @Override
  public CompletionStage<Void> clear() {
    return blocking.runBlocking(parts.records()::clear, "history-clear");
  }

  /**
   * Deletes what is over. Tells Infinispan of none of it: it would look at each again, and what it
   * still has in memory is checked when it is read.
   */
  @Override
  public Publisher<MarshallableEntry<K, V>> purgeExpired() {
    return blocking.blockingPublisher(
        Flowable.defer(
            () -> {
              parts.purge().run();
              return Flowable.empty();
            }));
  }

  private static byte[] bytes(Object object) {
    if (object instanceof WrappedByteArray wrapped) {
      return wrapped.getBytes();
    }
    throw new PersistenceException("the history of deliveries keeps bytes only");
  }

  /** The outcome of {@code call}, which is over when this returns. */
  private static <T> CompletionStage<T> now(Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (PersistenceException e) {
      return CompletableFuture.failedFuture(e);
    } catch (HistoryException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(new PersistenceException(e.getMessage(), e));
    }
  }
}
