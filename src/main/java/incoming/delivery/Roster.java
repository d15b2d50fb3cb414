package incoming.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The couriers of one integration: those who are there, those who are about to come, and those who
 * are to go. Thread-safe.
 */
final class Roster {
  private final Semaphore shared;
  private final List<Courier> present = new ArrayList<>();

  /** Those that are to go: what they carry is still in work, or on its way back to the queue. */
  private final Set<Courier> leaving = new HashSet<>();

  /** Those among them for which another one comes only after a while. */
  private final Set<Courier> lost = new HashSet<>();

  private int coming;

  /** How many of them {@link #shared} has let in. */
  private int extras;

  /** Nobody; each beyond the first is taken from {@code shared}, and given back. */
  Roster(Semaphore shared) {
    this.shared = shared;
  }

  /** Whether another one may come, who then does: of {@code most}, all have something in hand. */
  synchronized boolean admits(int most, int inHand) {
    int count = count();
    if (count >= most || inHand < count || !(count == 0 || shared.tryAcquire())) {
      return false;
    }
    extras += count == 0 ? 0 : 1;
    coming++;
    return true;
  }

  private int count() {
    // Those that leave, too: in strict order one must not overtake what another brings back.
    return present.size() + leaving.size() + coming;
  }

  /** {@code courier} has come. */
  synchronized void came(Courier courier) {
    coming--;
    present.add(courier);
  }

  /** One who was to come does not. */
  synchronized void failed() {
    coming--;
    release();
  }

  /** Those who are there and stay. */
  synchronized List<Courier> present() {
    return List.copyOf(present);
  }

  /** Whether {@code courier} is to go, since he is one too many or was told to before. */
  synchronized boolean dismisses(Courier courier, int most) {
    if (present.size() > most) {
      take(courier);
    }
    return !present.contains(courier);
  }

  /** {@code courier} is to go. */
  synchronized void take(Courier courier) {
    if (present.remove(courier)) {
      leaving.add(courier);
    }
  }

  /** {@code courier} is to go, and another one is to come for him only after a while. */
  synchronized void lose(Courier courier) {
    if (present.contains(courier)) {
      lost.add(courier);
    }
    take(courier);
  }

  /** {@code courier} has gone; answers whether another one may come for him at once. */
  synchronized boolean forget(Courier courier) {
    present.remove(courier);
    leaving.remove(courier);
    release();
    return !lost.remove(courier);
  }

  /** Those that are there keep what they need, apart from one. */
  private void release() {
    int needed = Math.max(0, count() - 1);
    shared.release(Math.max(0, extras - needed));
    extras = Math.min(extras, needed);
  }
}
