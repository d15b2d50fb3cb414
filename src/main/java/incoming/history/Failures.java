package incoming.history;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be written, counted; the first of a row of failures is logged. Thread-safe.
 *
 * <p>A delivery goes on without its history: an error of the disk must not keep events from their
 * targets.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final LongAdder count = new LongAdder();
  private final AtomicBoolean failing = new AtomicBoolean();

  /** Does {@code work}; a failure is counted. */
  void survive(Runnable work) {
    try {
      work.run();
      succeeded();
    } catch (RuntimeException e) {
      count.increment();
      if (!failing.getAndSet(true)) {
        LOG.error(
            "The history of deliveries cannot be written; they go on without it: {}", e.toString());
        LOG.debug("the history of deliveries cannot be written", e);
      }
    }
  }

  /** Does {@code work}; whether it succeeded. A failure is not counted: there is another way. */
  boolean succeeds(Runnable work) {
    try {
      work.run();
      succeeded();
      return true;
    } catch (RuntimeException e) {
      LOG.debug("the history of deliveries cannot be written at once", e);
      return false;
    }
  }

  private void succeeded() {
    // Read first: the common case must not write to what all threads share.
    if (failing.get() && failing.getAndSet(false)) {
      LOG.info("The history of deliveries can be written again.");
    }
  }

  long count() {
    return count.sum();
  }
}
