package incoming.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What became of every event: each delivery with its attempts, kept for a time that depends on its
 * state, to be found by its event id and listed by state, integration and time.
 *
 * <p>{@link #accepted} and {@link #put} never throw: a delivery does not depend on its history.
 * What could not be written is counted by {@link #failures}, and the first failure of a row is
 * logged. Reading fails with a {@link HistoryException}.
 *
 * <p>What {@link #put} has written survives {@code kill -9}, not a power cut. An accepted event may
 * be missing for half a second from {@link #page}, and for good when the process dies within that:
 * the journal has it, and its first attempt writes it. Thread-safe. {@link #put} of one event must
 * come from one thread at a time. The event of an event id never changes.
 */
public final class History implements Closeable {
  private static final long MAX_NEWCOMERS = 32L << 20;
  private static final long FLUSH_MILLIS = 500;

  private final DeliveryCache cache;
  private final Listing listing;
  private final HistorySettings settings;
  private final Clock clock;
  private final Failures failures;
  private final Newcomers newcomers = new Newcomers(MAX_NEWCOMERS);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer = new Thread(this::write, "incoming-history");

  private History(
      DeliveryCache cache,
      Listing listing,
      HistorySettings settings,
      Clock clock,
      Failures failures) {
    this.cache = cache;
    this.listing = listing;
    this.settings = settings;
    this.clock = clock;
    this.failures = failures;
  }

  /**
   * Opens the history in {@code directory}, which one process at a time can use; made if missing.
   *
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  public static History open(Path directory, HistorySettings settings, Clock clock)
      throws IOException {
    // Before Infinispan, which would say the reason in a dozen stack traces.
    HistoryDatabase database = HistoryDatabase.open(directory);
    Records records = new Records(database);
    Listing listing = new Listing(database, settings);
    Retention retention = new Retention(database, records, listing, settings, clock);
    Failures failures = new Failures();
    DeliveryCache cache =
        DeliveryCache.over(
            new DeliveryStoreConfiguration.Parts(
                database, records, () -> failures.survive(retention::purge)));
    History history = new History(cache, listing, settings, clock, failures);
    history.writer.start();
    return history;
  }

  /**
   * Notes that an event was accepted; never waits. It is written soon, unless {@link #put} comes
   * before; under load it may be left out, which {@link #leftOut} counts.
   */
  public void accepted(Delivery delivery) {
    newcomers.add(delivery);
  }

  /** Writes what is known now, whatever was known before. */
  public void put(Delivery delivery) {
    failures.survive(() -> cache.put(key(delivery), record(delivery)));
    // In this order: whoever looks for it finds it all the time.
    newcomers.remove(delivery.eventId());
  }

  /**
   * Writes {@code delivery} after {@code act}, if that succeeds; not when something was written
   * meanwhile, which is what came of it.
   *
   * @return what {@code act} did
   */
  public boolean putAfter(BooleanSupplier act, Delivery delivery) {
    byte[] key = key(delivery);
    byte[] before = reading(() -> cache.get(key));
    if (!act.getAsBoolean()) {
      return false;
    }
    if (before != null) {
      failures.survive(() -> cache.replace(key, before, record(delivery)));
    }
    return true;
  }

  private void write() {
    try {
      while (!closing.await(FLUSH_MILLIS, TimeUnit.MILLISECONDS)) {
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what was accepted and is not known otherwise. */
  void flush() {
    newcomers.drain(
        delivery -> failures.survive(() -> cache.putIfAbsent(key(delivery), record(delivery))));
  }

  private static byte[] key(Delivery delivery) {
    return EventKey.of(delivery.eventId())
        .orElseThrow(() -> new IllegalArgumentException("not an event id: " + delivery.eventId()));
  }

  private byte[] record(Delivery delivery) {
    return DeliveryFormat.write(delivery, clock.millis());
  }

  /** The delivery of an event; empty when there is none, or its time is over. */
  public Optional<Delivery> find(String eventId) {
    // In this order: it goes from the newcomers to the cache, never back.
    Delivery newcomer = newcomers.get(eventId);
    return EventKey.of(eventId)
        .flatMap(key -> reading(() -> find(key)))
        .or(() -> Optional.ofNullable(newcomer));
  }

  private Optional<Delivery> find(byte[] key) {
    return Optional.ofNullable(cache.get(key))
        .filter(record -> !isOver(record))
        .map(record -> DeliveryFormat.read(key, record));
  }

  private boolean isOver(byte[] record) {
    Heading heading = Heading.of(record);
    return settings.isOver(heading.state(), heading.changedAt(), clock.millis());
  }

  /** The deliveries that {@code criteria} ask for, newest first. */
  public Page page(Criteria criteria) {
    return reading(() -> listing.page(criteria, clock.millis()));
  }

  /** When the oldest event of {@code integration} that still waits was accepted, epoch millis. */
  public OptionalLong oldest(String integration) {
    return reading(() -> listing.oldestWaiting(integration));
  }

  /** Accepted events that were not noted, since too many waited to be written. */
  public long leftOut() {
    return newcomers.leftOut();
  }

  /** What could not be written so far. */
  public long failures() {
    return failures.count();
  }

  /** Deletes now what the reaper would delete within a minute. */
  void purge() {
    cache.purge();
  }

  private static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (HistoryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new HistoryException("the history of deliveries cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes what waits and closes the store; later calls fail in their ways. */
  @Override
  public void close() {
    closing.countDown();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
    cache.close();
  }
}
