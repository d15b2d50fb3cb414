package incoming.history;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes deliveries out of the history: those that have been kept long enough, and the oldest of
 * those that are over while there are more bytes on disk than allowed.
 *
 * <p>What waits, and dead letters within their time, are never taken to make room. Others may read
 * and write meanwhile, and wait for some milliseconds at most. Thread-safe.
 */
final class Retention {
  private static final Set<State> OVER = EnumSet.of(State.DELIVERED, State.DISCARDED);
  private static final int AT_ONCE = 256;
  private static final long COMPACT_AT_LEAST_EVERY = Duration.ofDays(1).toMillis();

  private final HistoryDatabase database;
  private final Records records;
  private final Listing listing;
  private final HistorySettings settings;
  private final Clock clock;
  private final long worthCompacting;

  // What was deleted since the space was last given back.
  private byte[] first;
  private byte[] last;
  private long deleted;
  private long compactedAt;

  Retention(
      HistoryDatabase database,
      Records records,
      Listing listing,
      HistorySettings settings,
      Clock clock) {
    this.database = database;
    this.records = records;
    this.listing = listing;
    this.settings = settings;
    this.clock = clock;
    this.worthCompacting = settings.maxHistory() / 16;
    this.compactedAt = clock.millis();
  }

  /** Deletes what is to leave now, and gives its space back when it is worth that. */
  synchronized void purge() {
    long now = clock.millis();
    for (State state : State.values()) {
      settings.kept(state).ifPresent(time -> expire(state, now - time.toMillis()));
    }
    if (deleted >= worthCompacting || now - compactedAt >= COMPACT_AT_LEAST_EVERY) {
      compact(now);
    }
    trim(now);
  }

  private void expire(State state, long deadline) {
    // What was accepted later has also changed later.
    byte[] to = EventKey.first(deadline + 1);
    byte[] from = EventKey.first(0);
    List<IndexEntry> entries = listing.oldest(EnumSet.of(state), from, to, AT_ONCE);
    while (!entries.isEmpty()) {
      delete(entries.stream().filter(entry -> entry.changedAt() <= deadline).toList());
      from = behind(entries);
      entries = listing.oldest(EnumSet.of(state), from, to, AT_ONCE);
    }
  }

  /** In rounds, as how much space a record takes is known only once it is given back. */
  private void trim(long now) {
    long size = database.size();
    while (size > settings.maxHistory()) {
      // Sizes in the index are those before compression. A little more, so as not to start again
      // at once: giving space back costs about the same for much as for little.
      double raw = (double) database.rawSize() / size;
      if (!deleteOldest((long) ((size - settings.maxHistory() + worthCompacting) * raw))) {
        return;
      }
      compact(now);
      size = database.size();
    }
  }

  /** Deletes {@code bytes} and one record at most more; whether there was anything to delete. */
  private boolean deleteOldest(long bytes) {
    byte[] from = EventKey.first(0);
    byte[] to = EventKey.first(Long.MAX_VALUE);
    long before = deleted;
    List<IndexEntry> entries = listing.oldest(OVER, from, to, AT_ONCE);
    while (!entries.isEmpty() && deleted - before < bytes) {
      delete(beginning(entries, bytes - (deleted - before)));
      from = behind(entries);
      entries = listing.oldest(OVER, from, to, AT_ONCE);
    }
    return deleted > before;
  }

  /** As many of {@code entries} as it takes to have {@code bytes}. */
  private static List<IndexEntry> beginning(List<IndexEntry> entries, long bytes) {
    int count = 0;
    for (long sum = 0; count < entries.size() && sum < bytes; count++) {
      sum += entries.get(count).size();
    }
    return entries.subList(0, count);
  }

  private static byte[] behind(List<IndexEntry> entries) {
    return Arrays.copyOf(entries.get(entries.size() - 1).event(), EventKey.LENGTH + 1);
  }

  private void delete(List<IndexEntry> entries) {
    records.deleteUnchanged(entries);
    for (IndexEntry entry : entries) {
      byte[] event = entry.event();
      first = first == null || Arrays.compareUnsigned(event, first) < 0 ? event : first;
      last = last == null || Arrays.compareUnsigned(event, last) > 0 ? event : last;
      deleted += entry.size();
    }
  }

  private void compact(long now) {
    if (deleted > 0) {
      database.compact(first, last);
    }
    first = null;
    last = null;
    deleted = 0;
    compactedAt = now;
  }
}
