package incoming.dedup;

import incoming.config.Settings;
import java.time.Duration;

/**
 * How long hashes are remembered and claimed.
 *
 * @param window a request is a duplicate for so long after the last one with its hash
 * @param lease a request may be in work for so long before another may take over its claim
 * @param maxWait a duplicate waits so long for the outcome of the request that is in work
 * @param inMemory confirmed hashes that are also kept on the heap, about 250 bytes each
 */
public record DedupSettings(Duration window, Duration lease, Duration maxWait, int inMemory) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(3650);

  /** Reads {@code incoming.dedup.*}. */
  public static DedupSettings read(Settings settings) {
    Duration window = settings.duration("incoming.dedup.window", "7d");
    Duration lease = settings.duration("incoming.dedup.lease", "60s");
    Duration maxWait = settings.duration("incoming.dedup.wait", "2s");
    int inMemory = settings.number("incoming.dedup.in-memory", 10_000, 1, 10_000_000);
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      settings.problem("incoming.dedup.window", "must be from 1s to 3650d");
    }
    if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(window) > 0) {
      settings.problem("incoming.dedup.lease", "must be from 1s to incoming.dedup.window");
    }
    if (maxWait.compareTo(lease) > 0) {
      settings.problem("incoming.dedup.wait", "must not be longer than incoming.dedup.lease");
    }
    return new DedupSettings(window, lease, maxWait, inMemory);
  }
}
