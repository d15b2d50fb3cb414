package incoming.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import incoming.http.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often an address presented what is no token: five times in a minute, then none of its tokens
 * is looked at until that minute is over.
 *
 * <p>The /64 of an IPv6 address counts as one, since it is one customer's. Addresses are kept for a
 * minute, 10,000 at most. Thread-safe.
 */
final class Failures {
  private static final int MOST = 5;
  private static final int SECONDS = 60;
  private static final int ADDRESSES = 10_000;
  private static final int CUSTOMER_BYTES = 8;

  private final Cache<String, AtomicInteger> counts;

  Failures(Ticker ticker) {
    counts =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(SECONDS))
            .maximumSize(ADDRESSES)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Refuses whoever has failed too often. */
  void check(InetAddress address) throws Refusal {
    AtomicInteger count = counts.getIfPresent(key(address));
    if (count != null && count.get() >= MOST) {
      throw Refusal.of(
          Problem.of(
                  429,
                  "too-many-failures",
                  "Too many failures",
                  "From this address came "
                      + MOST
                      + " wrong tokens within a minute; nothing from it is looked at for a minute.")
              .retryAfter(SECONDS));
    }
  }

  void count(InetAddress address) {
    counts.get(key(address), a -> new AtomicInteger()).incrementAndGet();
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, CUSTOMER_BYTES) : bytes);
  }
}
