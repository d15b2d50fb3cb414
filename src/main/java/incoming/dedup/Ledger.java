package incoming.dedup;

import incoming.http.Problem;
import incoming.http.ProblemException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hashes are confirmed, which are claimed by a request in work, and which are free.
 *
 * <p>Thread-safe. What cannot be decided or written down is a {@link ProblemException} with status
 * 503, and leaves no claim behind.
 */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private static final Problem STILL_IN_WORK =
      Problem.of(
              503,
              "still-in-work",
              "The same request is still in work",
              "An identical request came a moment ago and is not finished;"
                  + " this one was not accepted.")
          .retryAfter(2);
  private static final Problem UNAVAILABLE =
      Problem.of(
              503,
              "deduplication-unavailable",
              "Requests cannot be accepted at the moment",
              "Whether this request is new cannot be decided now; it was not accepted.")
          .retryAfter(5);

  /** Stands for no request; written to see whether rows can be written again. */
  private static final byte[] PROBE = new byte[HashKey.LENGTH];

  private final Window window;
  private final Claims claims = new Claims();
  private final Clock clock;
  private final long leaseMillis;
  private final long waitNanos;
  private volatile boolean failing;

  Ledger(Window window, DedupSettings settings, Clock clock) {
    this.window = window;
    this.clock = clock;
    this.leaseMillis = settings.lease().toMillis();
    this.waitNanos = settings.maxWait().toNanos();
  }

  /**
   * A claim on {@code hash}; {@code null} when the request is a duplicate, whose window has then
   * started again. Waits for the outcome of the request that holds the claim, within limits.
   */
  Claim claim(byte[] hash) {
    probeAfterFailure();
    long deadline = System.nanoTime() + waitNanos;
    while (true) {
      Claim wanted = new Claim(hash, clock.millis(), leaseMillis);
      Claim holder = claims.take(wanted);
      boolean claimed = false;
      try {
        // After the claim, never before: a request that was confirmed in between would be missed.
        Window.Found found = window.renew(hash);
        if (found == Window.Found.COVERED) {
          return null;
        }
        claimed = holder == wanted;
        wanted.found(found);
      } catch (RuntimeException e) {
        throw unavailable(e);
      } finally {
        if (!claimed) {
          claims.release(wanted);
        }
      }
      if (claimed) {
        return wanted;
      }
      awaitOutcome(holder, deadline);
    }
  }

  /** A claim that is kept, on {@code hash} of a request that came {@code at}, unless confirmed. */
  Claim reclaim(byte[] hash, long at) {
    if (covers(hash)) {
      return null;
    }
    Claim claim = new Claim(hash, at, leaseMillis);
    claim.keep();
    return claims.take(claim);
  }

  /**
   * After a failed write no claim is given before one that works: on a full disk every retry of a
   * sender would otherwise be accepted, and none remembered.
   */
  private void probeAfterFailure() {
    if (failing) {
      try {
        window.open(PROBE, clock.millis());
        failing = false;
      } catch (RuntimeException e) {
        throw unavailable(e);
      }
    }
  }

  private static void awaitOutcome(Claim holder, long deadline) {
    try {
      if (!holder.awaitSettled(deadline - System.nanoTime())) {
        throw new ProblemException(STILL_IN_WORK, "the first request with this hash is in work");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  /**
   * Opens the window of a claim, also one that was taken over, and gives it back; when that fails,
   * unless it is kept.
   */
  void confirm(Claim claim) {
    try {
      if (claim.isFirst() && claims.hold(claim)) {
        window.openFirst(claim.hash(), claim.at());
      } else {
        window.open(claim.hash(), claim.at());
      }
    } catch (RuntimeException e) {
      failing = true;
      LOG.error(
          "A request succeeded but could not be remembered, its sender may try again: {}",
          e.toString());
      release(claim);
      throw unavailable(e);
    }
    claims.release(claim);
  }

  /** Whether {@code hash} was confirmed within its window, which does not start again. */
  boolean covers(byte[] hash) {
    try {
      return window.covers(hash);
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  /** Gives a claim back, unless it is kept. */
  void release(Claim claim) {
    if (!claim.isKept()) {
      claims.release(claim);
    }
  }

  /** Gives a claim back. */
  void drop(Claim claim) {
    claims.release(claim);
  }

  /** The claim on {@code hash}, whoever's it is; {@code null} when there is none. */
  Claim claimOn(byte[] hash) {
    return claims.on(hash);
  }

  private static ProblemException unavailable(Exception e) {
    return new ProblemException(UNAVAILABLE, "deduplication is not available", e);
  }
}
