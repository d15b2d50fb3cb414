package incoming.dedup;

import incoming.event.Event;
import incoming.http.Answer;
import incoming.http.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The idempotent repository {@code deduplication}: is a request new, or was one with the same hash
 * accepted within the window?
 *
 * <p>{@link #add} claims a new hash; {@link #confirm} opens its window once the rest of the route
 * has succeeded; {@link #remove} gives the claim back when it has failed, and never touches what
 * another request has confirmed. Every duplicate starts the window again, at the time at which it
 * came. While the first request is in work a duplicate waits for its outcome; when that takes too
 * long it fails with {@code still-in-work} and is never taken for a duplicate. A request that can
 * be told neither new nor duplicate fails with {@code deduplication-unavailable}.
 *
 * <p>A confirmed hash survives {@code kill -9}. It is not synced to disk one by one: after a power
 * cut a duplicate may be accepted once more. A lease is shared by all that run in this process, and
 * by nothing else.
 *
 * <p>Thread-safe; calls block, for the wait setting at most and normally for microseconds. Camel
 * stops a repository when it removes any one of the routes that share it, so {@link #stop} does
 * nothing: the owner calls {@link #close}, after Camel has stopped. Source: Camel's Idempotent
 * Consumer, {@code completionEager} on.
 */
public final class Deduplication implements IdempotentRepository {
  private static final String CLAIM = "IncomingClaim:";
  private static final String LAST_CLAIM = "IncomingLastClaim";

  private final Closeable cache;
  private final Ledger ledger;

  private Deduplication(Closeable cache, Ledger ledger) {
    this.cache = cache;
    this.ledger = ledger;
  }

  /**
   * Opens the store in {@code directory}, which one process at a time can use; made if missing.
   *
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  public static Deduplication open(Path directory, DedupSettings settings, Clock clock)
      throws IOException {
    RowCache cache = RowCache.open(directory, settings);
    return new Deduplication(cache, new Ledger(cache.window(settings, clock), settings, clock));
  }

  /** The claim that {@code exchange} holds: the last one, if it holds several. */
  public static Optional<Claim> claim(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(LAST_CLAIM, Claim.class));
  }

  /**
   * Claims the hash of a request that came {@code at} and of which a process before left undecided
   * whether it has succeeded; empty when it is known to have. Requests with this hash wait until
   * {@link #settle}.
   */
  public Optional<Claim> reclaim(byte[] hash, long at) {
    return Optional.ofNullable(ledger.reclaim(hash, at));
  }

  /** Decides a claim that was kept. */
  public void settle(Claim claim, boolean succeeded) {
    if (succeeded) {
      ledger.confirm(claim);
    } else {
      ledger.drop(claim);
    }
  }

  @Override
  public boolean add(Exchange exchange, String key) {
    if (key.equals(HashKey.NONE)) {
      return true;
    }
    Claim claim = ledger.claim(hash(exchange, key));
    if (claim != null) {
      exchange.setProperty(CLAIM + key, claim);
      exchange.setProperty(LAST_CLAIM, claim);
    }
    return claim != null;
  }

  /** Confirms the claim of {@code exchange}; a failure fails the exchange. */
  @Override
  public boolean confirm(Exchange exchange, String key) {
    Claim claim = (Claim) exchange.removeProperty(CLAIM + key);
    if (claim == null) {
      return false;
    }
    if (Answer.isRefused(exchange)) {
      ledger.release(claim);
      return false;
    }
    try {
      ledger.confirm(claim);
      return true;
    } catch (ProblemException e) {
      // Thrown from here it would reach the log, but neither the route nor the sender.
      exchange.setException(e);
      return false;
    }
  }

  @Override
  public boolean remove(Exchange exchange, String key) {
    Claim claim = (Claim) exchange.removeProperty(CLAIM + key);
    if (claim != null) {
      ledger.release(claim);
    }
    return claim != null;
  }

  /** Whether {@code key} was confirmed within the window; does not start the window again. */
  @Override
  public boolean contains(Exchange exchange, String key) {
    return !key.equals(HashKey.NONE) && ledger.covers(hash(exchange, key));
  }

  @Override
  public boolean add(String key) {
    return key.equals(HashKey.NONE) || ledger.claim(hash(key)) != null;
  }

  /** Confirms whatever claim is on {@code key}: right only where leases never end. */
  @Override
  public boolean confirm(String key) {
    Claim claim = ledger.claimOn(hash(key));
    if (claim != null) {
      ledger.confirm(claim);
    }
    return claim != null;
  }

  /** Releases whatever claim is on {@code key}: right only where leases never end. */
  @Override
  public boolean remove(String key) {
    Claim claim = ledger.claimOn(hash(key));
    if (claim != null) {
      ledger.release(claim);
    }
    return claim != null;
  }

  @Override
  public boolean contains(String key) {
    return !key.equals(HashKey.NONE) && ledger.covers(hash(key));
  }

  /** Refused: one repository serves all integrations, and each would take its duplicates again. */
  @Override
  public void clear() {
    throw new UnsupportedOperationException(
        "to forget all requests, stop Incoming and delete the directory of the deduplication store");
  }

  /** Does nothing: open since {@link #open}. */
  @Override
  public void start() {}

  /** Does nothing: Camel stops what all routes share when one route goes. */
  @Override
  public void stop() {}

  /** Closes the store; every later call fails as unavailable. */
  @Override
  public void close() throws IOException {
    cache.close();
  }

  private static byte[] hash(Exchange exchange, String key) {
    Event event = exchange.getProperty(Event.PROPERTY, Event.class);
    return event == null ? hash(key) : HashKey.bytes(key, event.endpointId());
  }

  private static byte[] hash(String key) {
    return HashKey.bytes(key, "");
  }
}
