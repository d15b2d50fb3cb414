package incoming.history;

import incoming.store.Natives;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * A walk over the index in the order of events, through several states at once.
 *
 * <p>It touches nothing but what it comes to. Only within one use of the database; not thread-safe.
 */
final class Walk implements AutoCloseable {
  private static final Comparator<Place> OLDEST_FIRST =
      Comparator.comparing(Place::event, Arrays::compareUnsigned);

  /** Where the walk through one state stands. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(RocksIterator rows, byte[] key, byte[] event) {}

  private final Natives natives = new Natives();
  private final boolean newestFirst;
  private final PriorityQueue<Place> ahead;
  private Place here;

  /**
   * Before the first entry.
   *
   * @param snapshot that is walked over; {@code null} for what is there now
   * @param integration empty for all of them, and only then entries have values
   * @param from the first event that counts
   * @param to the first event that does not count any more
   */
  Walk(
      RocksDB db,
      ColumnFamilyHandle index,
      Snapshot snapshot,
      Collection<State> states,
      String integration,
      byte[] from,
      byte[] to,
      boolean newestFirst)
      throws RocksDBException {
    this.newestFirst = newestFirst;
    this.ahead = new PriorityQueue<>(newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST);
    try {
      for (State state : states) {
        // With bounds RocksDB itself stops, and does not look for what lies behind deleted entries.
        ReadOptions options =
            natives
                .keep(new ReadOptions())
                .setSnapshot(snapshot)
                .setIterateLowerBound(
                    natives.keep(new Slice(IndexEntry.key(state, integration, from))))
                .setIterateUpperBound(
                    natives.keep(new Slice(IndexEntry.key(state, integration, to))));
        RocksIterator rows = natives.keep(db.newIterator(index, options));
        if (newestFirst) {
          rows.seekToLast();
        } else {
          rows.seekToFirst();
        }
        look(rows);
      }
    } catch (RocksDBException | RuntimeException e) {
      close(); // whoever constructs it has nothing to close yet
      throw e;
    }
  }

  private void look(RocksIterator rows) throws RocksDBException {
    if (rows.isValid()) {
      byte[] key = rows.key();
      ahead.add(new Place(rows, key, IndexEntry.event(key)));
    } else {
      rows.status();
    }
  }

  /** Goes to the next entry; {@code false} when there is none. */
  boolean next() throws RocksDBException {
    if (here != null) {
      if (newestFirst) {
        here.rows().prev();
      } else {
        here.rows().next();
      }
      look(here.rows());
    }
    here = ahead.poll();
    return here != null;
  }

  /** The event of this entry. */
  byte[] event() {
    return here.event();
  }

  /** This entry, in a walk over all integrations. */
  IndexEntry entry() {
    return IndexEntry.read(here.key(), here.rows().value());
  }

  @Override
  public void close() {
    natives.close();
  }
}
