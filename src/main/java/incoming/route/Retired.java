package incoming.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that take no new request, each until its last request has been answered, or its time is
 * up. Not thread-safe.
 */
final class Retired {
  private static final Logger LOG = LoggerFactory.getLogger(Retired.class);

  private record Leaving(String file, Version version, IntSupplier requests, long deadline) {
    boolean isDone() {
      return requests.getAsInt() == 0 && version.isIdle();
    }
  }

  private final List<Leaving> all = new ArrayList<>();
  private final long timeoutNanos;
  private final LongSupplier clock;

  /**
   * No versions yet.
   *
   * @param clock nanoseconds of any origin
   */
  Retired(Duration timeout, LongSupplier clock) {
    this.timeoutNanos = timeout.toNanos();
    this.clock = clock;
  }

  /** Takes {@code version} over; {@code requests} tells how many are still with it. */
  void add(String file, Version version, IntSupplier requests) {
    all.add(new Leaving(file, version, requests, clock.getAsLong() + timeoutNanos));
  }

  /** Removes those that are done or late from Camel. */
  void remove() {
    for (Iterator<Leaving> versions = all.iterator(); versions.hasNext(); ) {
      Leaving leaving = versions.next();
      boolean late = clock.getAsLong() - leaving.deadline >= 0;
      if (leaving.isDone() || late) {
        versions.remove();
        if (!leaving.isDone()) {
          LOG.warn(
              "{}: {} requests or deliveries of a version that was replaced took too long and are cut off",
              leaving.file,
              leaving.requests.getAsInt());
        }
        remove(leaving);
      }
    }
  }

  private static void remove(Leaving leaving) {
    try {
      leaving.version.remove();
    } catch (Exception e) {
      LOG.error("{}: a version that was replaced could not be removed", leaving.file, e);
    }
  }
}
