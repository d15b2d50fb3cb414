package incoming.delivery;

import incoming.history.Delivery;
import incoming.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;

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
  private final Committing committing;
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
  Clearing(History history, boolean together, Committing committing, Consumer<Runnable> soon) {
    this.history = history;
    this.together = together;
    this.committing = committing;
    this.soon = soon;
  }

  /** A clearing for letters of {@code broker}; those that wait are settled by {@code threads}. */
  static Clearing of(Broker broker, History history, Hands threads) {
    return new Clearing(
        history, broker.isHere(), broker::commit, task -> threads.later(task, PATIENCE_MILLIS));
  }

  /** What {@link Broker#commit} does. */
  interface Committing {
    Runnable commit(List<Line> lines) throws ActiveMQException;
  }

  /**
   * A letter that was carried.
   *
   * @param known what the history is to be told of it
   * @param urgent whether it must not wait for others
   * @param line has acknowledged it, and sent what comes of it
   * @param end ends its being carried; told why it is still in its queue, if it is. Throws nothing
   */
  record Carried(Delivery known, boolean urgent, Line line, Consumer<Optional<Exception>> end) {
    private boolean isShared() {
      return !line.sends() && !line.isOver();
    }
  }

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
    history.putAll(batch.stream().map(Carried::known).toList());
    // What fails takes along what is committed with it. Asked once: a broker may end meanwhile.
    Map<Boolean, List<Carried>> shared =
        batch.stream().collect(Collectors.partitioningBy(Carried::isShared));
    commit(shared.get(true));
    shared.get(false).forEach(carried -> commit(List.of(carried)));
  }

  private void commit(List<Carried> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Runnable next;
    try {
      next = committing.commit(batch.stream().map(Carried::line).toList());
    } catch (ActiveMQException | RuntimeException e) {
      batch.forEach(carried -> carried.end().accept(Optional.of(e)));
      return;
    }
    batch.forEach(carried -> carried.end().accept(Optional.empty()));
    // Not before, or the next letter would find its courier with this one.
    next.run();
  }
}
