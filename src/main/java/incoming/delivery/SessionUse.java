package incoming.delivery;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who uses a session that can be taken away at any moment: it is closed at once if nobody does, and
 * else when the use ends. Thread-safe.
 */
final class SessionUse {
  private final Sender session;
  private final Executor closing;
  private boolean busy;
  private boolean over;
  private Optional<Hands.Alarm> next = Optional.empty();

  /** Of a session that nobody uses; it is closed by {@code closing}. */
  SessionUse(Sender session, Executor closing) {
    this.session = session;
    this.closing = closing;
  }

  /** Begins a use, until {@link #end}; {@code false} when the session is taken away. */
  synchronized boolean begin() {
    busy = !over;
    return busy;
  }

  synchronized void end() {
    busy = false;
    if (over) {
      closing.execute(session::close);
    }
  }

  /** Notes the next use, which is called off when the session is taken away before. */
  synchronized void awaits(Hands.Alarm use) {
    next = Optional.of(use);
    if (over) {
      use.cancel();
    }
  }

  /** Takes the session away. */
  synchronized void leave() {
    if (!over) {
      over = true;
      next.ifPresent(Hands.Alarm::cancel);
      if (!busy) {
        closing.execute(session::close);
      }
    }
  }

  /** Takes the session away and closes it, unless it is in use; answers whether it did. */
  boolean rests() {
    synchronized (this) {
      if (busy || over) {
        return false;
      }
      over = true;
      next.ifPresent(Hands.Alarm::cancel);
    }
    session.close();
    return true;
  }

  synchronized boolean isOver() {
    return over;
  }
}
