package incoming.delivery;

import incoming.history.Delivery;
import incoming.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where letters that were carried are settled: first the history is told, then they leave their
 * queues.
 *
 * <p>Under load several are settled together, with one write to the history and one sync of the
 * journal: a letter waits for others as long as more are being carried than wait, for two
 * milliseconds at most. In strict order, where the next letter waits for it, and with a broker
 * elsewhere, whose answer takes as long as the network does, it is settled at once. Thread-safe.
 */
final class Clearing {
  private static final int MANY = 8;
  private static final int PATIENCE_MILLIS = 2;

  private final History history;
  private final boolean together;
  private final Consumer<Runnable> soon;
  private List<Carried> waiting = new ArrayList<>();
  private int carrying;
  private boolean watched;

  /**
   * A clearing with nothing in work.
   *
   * @param together whether letters are settled together, since their broker is in this process
   * @param soon runs what it is given after a moment, on any thread
   */
  Clearing(History history, boolean together, Consumer<Runnable> soon) {
    this.history = history;
    this.together = together;
    this.soon = soon;
  }

  /** A clearing whose letters that wait for others are settled by {@code threads}. */
  static Clearing by(Hands threads, History history, boolean together) {
    return new Clearing(history, together, task -> threads.later(task, PATIENCE_MILLIS));
  }

  /**
   * A letter that was carried.
   *
   * @param known what the history is to be told of it
   * @param urgent whether it must not wait for others
   * @param settlement has the letter leave its queue; throws nothing
   */
  record Carried(Delivery known, boolean urgent, Runnable settlement) {}

  /** A letter begins to be carried, until {@link #add} or {@link #abandon}. */
  synchronized void begin() {
    carrying++;
  }

  /** A letter was carried that stays in its queue. */
  synchronized void abandon() {
    carrying--;
  }

  /** Settles {@code carried} and those that wait for it, now or soon. */
  void add(Carried carried) {
    List<Carried> batch;
    synchronized (this) {
      carrying--;
      waiting.add(carried);
      if (together && !carried.urgent() && waiting.size() < Math.min(MANY, carrying)) {
        watch();
        return;
      }
      batch = take();
    }
    settle(batch);
  }

  private List<Carried> take() {
    List<Carried> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private void watch() {
    if (!watched) {
      watched = true;
      List<Carried> now = waiting;
      soon.accept(() -> look(now));
    }
  }

  private void look(List<Carried> before) {
    List<Carried> batch;
    synchronized (this) {
      watched = false;
      if (waiting != before) {
        if (!waiting.isEmpty()) {
          watch(); // others, which came meanwhile
        }
        return;
      }
      batch = take();
    }
    settle(batch);
  }

  private void settle(List<Carried> batch) {
    batch.forEach(carried -> history.put(carried.known()));
    batch.forEach(carried -> carried.settlement().run());
  }
}
