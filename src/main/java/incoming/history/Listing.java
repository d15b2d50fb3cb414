package incoming.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** The deliveries of a {@link HistoryDatabase} in the order of time. Thread-safe. */
final class Listing {
  private static final String EVERY_INTEGRATION = "";
  private static final byte[] FIRST = EventKey.first(0);
  private static final byte[] END = EventKey.first(Long.MAX_VALUE);

  private final HistoryDatabase database;
  private final HistorySettings settings;

  Listing(HistoryDatabase database, HistorySettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * The page of {@code criteria}, as it is at this moment, without what is over at {@code now}.
   *
   * @param unwritten deliveries that belong on it or behind it, unless they are in the database
   */
  Page page(Criteria criteria, List<Delivery> unwritten, long now) {
    return database.use(
        db -> {
          Snapshot snapshot = db.getSnapshot();
          try (ReadOptions reading = new ReadOptions().setSnapshot(snapshot);
              Walk walk = walk(db, snapshot, criteria)) {
            // One more of each, to see whether there is another page.
            int enough = criteria.limit() + 1;
            List<Summary> all = written(db, reading, walk, enough, now);
            all.addAll(unwritten(db, reading, unwritten, enough));
            return page(all, criteria.limit());
          } finally {
            db.releaseSnapshot(snapshot);
          }
        });
  }

  private static Page page(List<Summary> all, int limit) {
    // The texts of event ids have the order of their bytes.
    all.sort(Comparator.comparing(Summary::eventId).reversed());
    return all.size() > limit
        ? new Page(List.copyOf(all.subList(0, limit)), Optional.of(all.get(limit - 1).eventId()))
        : new Page(all, Optional.empty());
  }

  private Walk walk(RocksDB db, Snapshot snapshot, Criteria criteria) throws RocksDBException {
    byte[] from = EventKey.first(criteria.from());
    byte[] to = EventKey.first(criteria.to());
    byte[] cursor = criteria.cursor().flatMap(EventKey::of).orElse(to);
    return new Walk(
        db,
        database.index(),
        snapshot,
        criteria.state().<Set<State>>map(EnumSet::of).orElse(EnumSet.allOf(State.class)),
        criteria.integration().orElse(EVERY_INTEGRATION),
        from,
        Arrays.compareUnsigned(cursor, to) < 0 ? cursor : to,
        true);
  }

  private List<Summary> written(RocksDB db, ReadOptions reading, Walk walk, int enough, long now)
      throws RocksDBException {
    List<Summary> shown = new ArrayList<>();
    while (shown.size() < enough && walk.next()) {
      byte[] head = db.get(database.records(), reading, walk.event());
      Summary summary = DeliveryFormat.summary(walk.event(), head);
      if (!settings.isOver(summary.state(), summary.changedAt(), now)) {
        shown.add(summary);
      }
    }
    return shown;
  }

  private List<Summary> unwritten(
      RocksDB db, ReadOptions reading, List<Delivery> deliveries, int enough)
      throws RocksDBException {
    List<Delivery> newestFirst = new ArrayList<>(deliveries);
    newestFirst.sort(Comparator.comparing(Delivery::eventId).reversed());
    List<Summary> shown = new ArrayList<>();
    for (Delivery delivery : newestFirst) {
      byte[] key = EventKey.of(delivery.eventId()).orElseThrow();
      if (db.get(database.records(), reading, key) == null) {
        shown.add(Summary.of(delivery, delivery.acceptedAt()));
      }
      if (shown.size() == enough) {
        break;
      }
    }
    return shown;
  }

  /** When the oldest delivery of {@code integration} that still waits was accepted. */
  OptionalLong oldestWaiting(String integration) {
    return database.use(
        db -> {
          try (Walk walk =
              new Walk(
                  db,
                  database.index(),
                  null,
                  EnumSet.of(State.PENDING, State.RETRYING),
                  integration,
                  FIRST,
                  END,
                  false)) {
            return walk.next()
                ? OptionalLong.of(EventKey.millis(walk.event()))
                : OptionalLong.empty();
          }
        });
  }

  /** Up to {@code limit} entries of {@code states} between two events, oldest first. */
  List<IndexEntry> oldest(Collection<State> states, byte[] from, byte[] to, int limit) {
    return database.use(
        db -> {
          List<IndexEntry> entries = new ArrayList<>();
          try (Walk walk =
              new Walk(db, database.index(), null, states, EVERY_INTEGRATION, from, to, false)) {
            while (entries.size() < limit && walk.next()) {
              entries.add(walk.entry());
            }
          }
          return entries;
        });
  }
}
