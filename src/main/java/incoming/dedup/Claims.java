package incoming.dedup;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The claims of the requests in work.
 *
 * <p>In memory only, so that a crash frees them all at once: a request that was cut off got no
 * answer, and its sender must be able to try again. Thread-safe.
 */
final class Claims {
  private final ConcurrentMap<ByteBuffer, Claim> held = new ConcurrentHashMap<>();

  /**
   * Puts {@code wanted} in place and answers it, or answers the claim that is in its way. A claim
   * whose lease has ended is in nobody's way.
   */
  Claim take(Claim wanted) {
    return held.compute(
        wanted.key(),
        (hash, holder) -> {
          if (holder == null) {
            return wanted;
          }
          if (holder.lapsed(wanted.at())) {
            holder.settle();
            return wanted;
          }
          return holder;
        });
  }

  /**
   * Holds {@code claim} until it is given back, beyond its lease; {@code false} when it has been
   * taken over already.
   */
  boolean hold(Claim claim) {
    Claim holder =
        held.computeIfPresent(
            claim.key(),
            (hash, present) -> {
              if (present == claim) {
                claim.hold();
              }
              return present;
            });
    return holder == claim;
  }

  /** Gives {@code claim} back and wakes all who wait for it; a successor's claim stays. */
  void release(Claim claim) {
    held.remove(claim.key(), claim);
    claim.settle();
  }

  /** The claim on {@code hash}, whoever's it is; {@code null} when there is none. */
  Claim on(byte[] hash) {
    return held.get(ByteBuffer.wrap(hash));
  }
}
