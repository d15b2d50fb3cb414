package incoming.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often each address has tried to log in: ten times within any minute at most.
 *
 * <p>Of an IPv6 address its network of 64 bits counts, since whoever has one address there has them
 * all. The last 10,000 addresses are remembered, on this node alone. Thread-safe.
 */
final class Tries {
  private static final int MOST = 10;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int ADDRESSES = 10_000;
  private static final int NETWORK_BYTES = 8;

  /** Those whom nobody can be trusted to tell apart try as one. */
  private static final ByteBuffer UNKNOWN = ByteBuffer.allocate(0);

  private final LongSupplier nanos;
  private final Cache<ByteBuffer, Deque<Long>> tries;

  /** Nobody has tried yet; {@code nanos} are of any origin. */
  Tries(LongSupplier nanos) {
    this.nanos = nanos;
    this.tries =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterAccess(Duration.ofNanos(MINUTE))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Counts a try; answers 0, or if it is one too many, after how many nanoseconds it is not. */
  long take(Optional<InetAddress> client) {
    Deque<Long> recent =
        tries.get(client.map(Tries::place).orElse(UNKNOWN), place -> new ArrayDeque<>(MOST));
    long now = nanos.getAsLong();
    synchronized (recent) {
      while (!recent.isEmpty() && now - recent.getFirst() >= MINUTE) {
        recent.removeFirst();
      }
      if (recent.size() == MOST) {
        return recent.getFirst() + MINUTE - now;
      }
      recent.addLast(now);
      return 0;
    }
  }

  private static ByteBuffer place(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
