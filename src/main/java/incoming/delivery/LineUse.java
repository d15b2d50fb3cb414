package incoming.delivery;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who uses a line that can be taken away at any moment: it is closed at once if nobody does, and
 * else when the use ends. Thread-safe.
 */
final class LineUse {
  private final Line line;
  private final Executor closing;
  private final Runnable gone;
  private int uses;
  private boolean over;
  private Optional<Hands.Alarm> next = Optional.empty();

  /**
   * Of a line that nobody uses; it is closed by {@code closing}.
   *
   * @param gone what is to be done once it is closed after {@link #leave}
   */
  LineUse(Line line, Executor closing, Runnable gone) {
    this.line = line;
    this.closing = closing;
    this.gone = gone;
  }

  /** Begins a use, until {@link #end}; {@code false} when the line is taken away. */
  synchronized boolean begin() {
    uses += over ? 0 : 1;
    return !over;
  }

  synchronized void end() {
    uses--;
    if (over && uses == 0) {
      closing.execute(this::close);
    }
  }

  private void close() {
    try {
      line.close();
    } finally {
      gone.run();
    }
  }

  /** Notes the next use, which is called off when the line is taken away before. */
  synchronized void awaits(Hands.Alarm use) {
    next = Optional.of(use);
    if (over) {
      use.cancel();
    }
  }

  /** Takes the line away. */
  synchronized void leave() {
    if (!over) {
      over = true;
      next.ifPresent(Hands.Alarm::cancel);
      if (uses == 0) {
        closing.execute(this::close);
      }
    }
  }

  /** Takes the line away and closes it, unless it is in use; answers whether it did. */
  boolean rests() {
    synchronized (this) {
      if (uses > 0 || over) {
        return false;
      }
      over = true;
      next.ifPresent(Hands.Alarm::cancel);
    }
    line.close();
    return true;
  }

  synchronized boolean isOver() {
    return over;
  }
}
