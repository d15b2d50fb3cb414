package incoming.http;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * The share of the workers that one endpoint may take: so many requests at a time, the others in
 * the order in which they came.
 *
 * <p>A request that gives its worker back, such as one that waits for the disk, gives its place
 * back, too. So an endpoint whose target hangs leaves workers to all others, and one that calls
 * another of the same door does not wait for itself. Thread-safe. Does not bound how many wait, nor
 * how many are in work without a worker: {@link Capacity} does, for all endpoints together.
 */
final class Lane {
  private final int width;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /** A lane for {@code width} requests side by side. */
  Lane(int width) {
    this.width = width;
  }

  /** Runs {@code request} on {@code workers}, as soon as it is its turn. */
  void execute(Workers workers, Runnable request) {
    synchronized (this) {
      if (running == width) {
        waiting.add(request);
        return;
      }
      running++;
    }
    try {
      workers.execute(() -> run(workers, request));
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        running--;
      }
      throw e;
    }
  }

  private void run(Workers workers, Runnable request) {
    try {
      request.run();
    } finally {
      Runnable next = next();
      if (next != null) {
        // Behind the requests of other endpoints that wait for a worker by now.
        workers.executeNext(() -> run(workers, next));
      }
    }
  }

  private synchronized Runnable next() {
    Runnable next = waiting.poll();
    if (next == null) {
      running--;
    }
    return next;
  }
}
