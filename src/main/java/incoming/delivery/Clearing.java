package incoming.delivery;

import incoming.history.Delivery;
import incoming.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where letters that were carried are settled: first the history is told, then they leave their
 * queues.
 *
 * <p>Those that come while others are on their way to the disk are settled together after these,
 * with one write to the history and one sync of the journal: the journal could not sync them
 * earlier anyway. A broker elsewhere is asked for each by itself, since its answer takes as long as
 * the network does. Thread-safe.
 */
final class Clearing {
  private final History history;
  private final boolean together;
  private final Executor threads;
  private List<Carried> waiting = new ArrayList<>();
  private boolean working;

  /**
   * A clearing with nothing in work.
   *
   * @param together whether the broker is in this process
   * @param threads settle those that had to wait
   */
  Clearing(History history, boolean together, Executor threads) {
    this.history = history;
    this.together = together;
    this.threads = threads;
  }

  /**
   * A letter that was carried.
   *
   * @param known what the history is to be told of it
   * @param settlement has the letter leave its queue, throws nothing, and runs what it is given
   *     once that is on disk, or has failed
   */
  record Carried(Delivery known, Consumer<Runnable> settlement) {}

  /** Settles {@code carried}, on this thread or another one. */
  void add(Carried carried) {
    if (!together) {
      history.put(carried.known());
      carried.settlement().accept(() -> {});
      return;
    }
    synchronized (this) {
      waiting.add(carried);
      if (working) {
        return;
      }
      working = true;
    }
    clear(take());
  }

  private synchronized List<Carried> take() {
    List<Carried> taken = waiting;
    waiting = new ArrayList<>();
    working = !taken.isEmpty();
    return taken;
  }

  private void clear(List<Carried> batch) {
    batch.forEach(carried -> history.put(carried.known()));
    AtomicInteger open = new AtomicInteger(batch.size());
    Runnable onDisk =
        () -> {
          if (open.decrementAndGet() == 0) {
            next();
          }
        };
    batch.forEach(carried -> carried.settlement().accept(onDisk));
  }

  /** The journal's own thread comes here, which must not wait for the history. */
  private void next() {
    List<Carried> batch = take();
    if (!batch.isEmpty()) {
      threads.execute(() -> clear(batch));
    }
  }

  /** Goes on with those that wait; what they wait for has ended with its broker. */
  void renew() {
    next();
  }
}
