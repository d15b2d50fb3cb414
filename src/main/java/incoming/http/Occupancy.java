package incoming.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts those who are in, of whom none enters any more once the place is retired. Thread-safe;
 * never blocks.
 */
public final class Occupancy {
  private final AtomicInteger present = new AtomicInteger();
  private volatile boolean retired;

  /** Counts one, until {@link #leave}; {@code false} when nobody may enter any more. */
  public boolean enter() {
    present.incrementAndGet();
    // Counted first: whoever retires this and then sees nobody can be sure of it.
    if (retired) {
      present.decrementAndGet();
      return false;
    }
    return true;
  }

  /** One who has entered is out again. */
  public void leave() {
    present.decrementAndGet();
  }

  /** Lets nobody in any more. */
  public void retire() {
    retired = true;
  }

  /** How many are in. */
  public int present() {
    return present.get();
  }
}
