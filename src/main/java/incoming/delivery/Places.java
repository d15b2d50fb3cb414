package incoming.delivery;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;

/**
 * How many letters of one integration are carried at a time; the others wait in the order in which
 * they came.
 *
 * <p>Whoever has carried one goes on with the next that waits, since to wake a thread for it costs
 * more than many a call. Another is carried beside it only when a letter has waited for two
 * milliseconds: the slower the target, the more at a time. Thread-safe. Does not bound how many
 * wait: each is with a courier of its own.
 */
final class Places {
  private static final long PATIENCE_MILLIS = 2;
  private static final long SHORTAGE_MILLIS = 20;

  private final Executor threads;
  private final ObjLongConsumer<Runnable> timer;
  private final LongSupplier nanos;
  private final Semaphore shared;
  private final IntSupplier most;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int taken;
  private boolean watched;

  private record Waiting(Runnable carrying, long since) {}

  /**
   * Places of which none is taken.
   *
   * @param timer runs a task after so many milliseconds, on one of the threads
   * @param nanos tells the time as nanoTime does
   * @param shared from which each place beyond the first is taken
   * @param most how many letters may be carried at a time; asked each time
   */
  Places(
      Executor threads,
      ObjLongConsumer<Runnable> timer,
      LongSupplier nanos,
      Semaphore shared,
      IntSupplier most) {
    this.threads = threads;
    this.timer = timer;
    this.nanos = nanos;
    this.shared = shared;
    this.most = most;
  }

  /** Does {@code carrying} as soon as there is a place; answers whether it need not wait. */
  boolean carry(Runnable carrying) {
    synchronized (this) {
      if (taken > 0) {
        waiting.add(new Waiting(carrying, nanos.getAsLong()));
        watch(PATIENCE_MILLIS);
        return false;
      }
      taken = 1;
    }
    threads.execute(() -> work(carrying));
    return true;
  }

  private void watch(long millis) {
    if (!watched && !waiting.isEmpty() && taken < most.getAsInt()) {
      watched = true;
      timer.accept(() -> work(overdue()), millis);
    }
  }

  /** What has waited for too long, with a place of its own; else {@code null}. */
  private synchronized Runnable overdue() {
    watched = false;
    Waiting first = waiting.peek();
    if (first == null
        || nanos.getAsLong() - first.since < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)
        || taken >= most.getAsInt()) {
      watch(PATIENCE_MILLIS);
      return null;
    }
    // Whoever waits came while a place was taken, and the last that is taken does not become free.
    if (!shared.tryAcquire()) {
      watch(SHORTAGE_MILLIS);
      return null;
    }
    taken++;
    waiting.remove();
    watch(PATIENCE_MILLIS);
    return first.carrying;
  }

  /** Carries {@code first}, which has a place, unless it is {@code null}, and then what waits. */
  private void work(Runnable first) {
    Runnable carrying = first;
    try {
      while (carrying != null) {
        carrying.run();
        carrying = next();
      }
    } finally {
      if (carrying != null) {
        threads.execute(() -> work(next())); // it failed, which must not cost its place
      }
    }
  }

  /** What waits; {@code null} when nothing does, and the place is free. */
  private synchronized Runnable next() {
    Waiting next = taken > Math.max(1, most.getAsInt()) ? null : waiting.poll();
    if (next == null) {
      taken--;
      shared.release(taken > 0 ? 1 : 0);
      return null;
    }
    watch(PATIENCE_MILLIS);
    return next.carrying;
  }

  /** How many wait for a place. */
  synchronized int waiting() {
    return waiting.size();
  }
}
