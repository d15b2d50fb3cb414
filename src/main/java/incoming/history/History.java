package incoming.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What became of every event: each delivery with its attempts, kept for a time that depends on its
 * state, to be found by its event id and listed by state, integration and time.
 *
 * <p>{@link #accepted}, {@link #put} and {@link #putAll} never throw: a delivery does not depend on
 * its history. What could not be written is counted by {@link #failures}, and the first failure of
 * a row is logged. Reading fails with a {@link HistoryException}.
 *
 * <p>What has been put survives {@code kill -9}, not a power cut. An accepted event is found and
 * listed at once; it is in memory alone for about two seconds, so that most are only written once
 * they are over. When the process dies within that, it is missing until its first attempt writes
 * it: the journal has it. Thread-safe. One event must be put by one thread at a time. The event of
 * an event id never changes.
 */
public final class History implements Closeable {
  private static final long MAX_NEWCOMERS = 32L << 20;
  private static final long ROUND_MILLIS = 500;
  private static final long MILLIS_BETWEEN_PURGES = 60_000;
  private static final long MAX_WAIT_MILLIS = 10_000;

  private final HistoryDatabase database;
  private final Records records;
  private final Listing listing;
  private final Retention retention;
  private final HistorySettings settings;
  private final Clock clock;
  private final Failures failures = new Failures();
  private final Newcomers newcomers = new Newcomers(MAX_NEWCOMERS);
  private final CountDownLatch closing = new CountDownLatch(1);
  // Two, as a purge may take a while.
  private final Thread writer = every(ROUND_MILLIS, this::endRound);
  private final Thread reaper = every(MILLIS_BETWEEN_PURGES, this::purge);

  private History(HistoryDatabase database, HistorySettings settings, Clock clock) {
    this.database = database;
    this.records = new Records(database);
    this.listing = new Listing(database, settings);
    this.retention = new Retention(database, records, listing, settings, clock);
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens the history in {@code directory}, which one process at a time can use; made if missing.
   *
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  public static History open(Path directory, HistorySettings settings, Clock clock)
      throws IOException {
    History history = new History(HistoryDatabase.open(directory), settings, clock);
    history.writer.start();
    history.reaper.start();
    return history;
  }

  private Thread every(long millis, Runnable work) {
    return new Thread(
        () -> {
          try {
            while (!closing.await(millis, TimeUnit.MILLISECONDS)) {
              work.run();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "incoming-history");
  }

  /**
   * Notes that an event was accepted; never waits. It is written once it has waited for a while,
   * unless it is put before; under load it may be left out, which {@link #leftOut} counts.
   */
  public void accepted(Delivery delivery) {
    newcomers.add(delivery);
  }

  /** Writes what is known now, whatever was known before. */
  public void put(Delivery delivery) {
    putAll(List.of(delivery));
  }

  /**
   * Writes what is known now of several deliveries at once, whatever was known before; of one event
   * the last. One that cannot be written does not keep the others from being written.
   */
  public void putAll(Collection<Delivery> deliveries) {
    write(deliveries, records::put);
    // In this order: whoever looks for it finds it all the time.
    newcomers.remove(deliveries);
  }

  private void write(Collection<Delivery> deliveries, Consumer<List<Stored>> writer) {
    List<Stored> all = stored(deliveries);
    // One that cannot be written would take the others with it.
    if (all.size() < 2 || !failures.succeeds(() -> writer.accept(all))) {
      all.forEach(one -> failures.survive(() -> writer.accept(List.of(one))));
    }
  }

  /** What can be written of {@code deliveries}; the rest is a failure. */
  private List<Stored> stored(Collection<Delivery> deliveries) {
    long now = clock.millis();
    Map<String, Delivery> last = new LinkedHashMap<>();
    deliveries.forEach(delivery -> last.put(delivery.eventId(), delivery));
    List<Stored> all = new ArrayList<>(last.size());
    for (Delivery delivery : last.values()) {
      failures.survive(() -> all.add(DeliveryFormat.write(delivery, now)));
    }
    return all;
  }

  /**
   * Writes {@code delivery} after {@code act}, if that succeeds; not when something was written
   * meanwhile, which is what came of it.
   *
   * @return what {@code act} did
   */
  public boolean putAfter(BooleanSupplier act, Delivery delivery) {
    Optional<Stored> before = EventKey.of(delivery.eventId()).map(records::get);
    if (!act.getAsBoolean()) {
      return false;
    }
    before.ifPresent(
        known ->
            failures.survive(
                () -> records.replace(known, DeliveryFormat.write(delivery, clock.millis()))));
    return true;
  }

  /** Writes what was accepted a while ago and is not known otherwise. */
  void endRound() {
    newcomers.endRound(some -> write(some, records::putIfAbsent));
  }

  /** The delivery of an event; empty when there is none, or its time is over. */
  public Optional<Delivery> find(String eventId) {
    // In this order: it goes from the newcomers to the records, never back.
    Delivery newcomer = newcomers.get(eventId);
    return EventKey.of(eventId)
        .map(records::get)
        .filter(known -> !isOver(known))
        .map(DeliveryFormat::read)
        .or(() -> Optional.ofNullable(newcomer));
  }

  private boolean isOver(Stored stored) {
    Heading heading = stored.heading();
    return settings.isOver(heading.state(), heading.changedAt(), clock.millis());
  }

  /** The deliveries that {@code criteria} ask for, newest first. */
  public Page page(Criteria criteria) {
    // In this order, as above.
    List<Delivery> unwritten = newcomers.all().filter(criteria::admits).toList();
    return listing.page(criteria, unwritten, clock.millis());
  }

  /**
   * When the oldest event of {@code integration} that still waits was accepted, epoch millis. Of
   * those that came within half a second of each other it may be another; one that is being written
   * at this moment may be missed.
   */
  public OptionalLong oldest(String integration) {
    OptionalLong written = listing.oldestWaiting(integration);
    // What is not written came later than what is, and looking at all of it takes its time.
    return written.isPresent() ? written : newcomers.oldest(integration);
  }

  /** Accepted events that were not noted, since too many waited to be written. */
  public long leftOut() {
    return newcomers.leftOut();
  }

  /** What could not be written so far. */
  public long failures() {
    return failures.count();
  }

  /** Deletes now what would be deleted within a minute. */
  void purge() {
    failures.survive(retention::purge);
  }

  /** Writes what waits and closes the store; later calls fail in their ways. */
  @Override
  public void close() {
    closing.countDown();
    try {
      writer.join();
      // What it deletes after that it deletes at the next start.
      reaper.join(MAX_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    newcomers.drain(some -> write(some, records::putIfAbsent));
    database.close();
  }
}
