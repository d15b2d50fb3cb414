package incoming.auth;

import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.RouteName;
import incoming.route.Step;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:rate-limit?perSecond=50&burst=100}: refuses what is more with 429 and
 * {@code Retry-After}.
 *
 * <p>Counts the requests that reach it: behind authentication, those of strangers take nothing
 * away. Each integration has a bucket of its own, on each node, even where two write the same
 * options. It is full again when a route file is loaded with other options, or after a restart.
 * Thread-safe.
 */
final class RateLimitStep implements Step {
  private static final double PER_SECOND = 50;
  private static final int MOST = 1_000_000;

  private final LongSupplier nanos;

  /** Buckets that are filled by this clock, nanoseconds of any origin. */
  RateLimitStep(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Processor create(Map<String, Object> all) {
    StepOptions options = new StepOptions("rate-limit", all);
    double perSecond = options.take("perSecond", RateLimitStep::rate).orElse(PER_SECOND);
    int burst = options.take("burst", RateLimitStep::burst).orElse((int) Math.ceil(2 * perSecond));
    // Camel has one endpoint for equal URIs, whichever routes they are in.
    Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    return exchange -> {
      long now = nanos.getAsLong();
      String integration = RouteName.of(exchange);
      Bucket bucket = buckets.get(integration);
      if (bucket == null) {
        bucket = buckets.computeIfAbsent(integration, name -> new Bucket(perSecond, burst, now));
      }
      long wait = bucket.take(now);
      if (wait > 0) {
        refuse(exchange, wait);
      }
    };
  }

  private static void refuse(Exchange exchange, long wait) {
    Answer.refuse(
        exchange,
        Problem.of(
                429,
                "rate-limited",
                "Too many requests",
                "This integration takes no more requests at this rate. Nothing was accepted.")
            .retryAfter((int) Duration.ofNanos(wait).plusNanos(999_999_999).toSeconds()));
  }

  private static double rate(String text) {
    if (!text.matches("\\d{1,7}(\\.\\d{1,6})?")
        || Double.parseDouble(text) < 0.001
        || Double.parseDouble(text) > MOST) {
      throw new IllegalArgumentException(
          "write requests a second from 0.001 to " + MOST + ", such as 50 or 0.5");
    }
    return Double.parseDouble(text);
  }

  private static int burst(String text) {
    if (!text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw new IllegalArgumentException("write a whole number from 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }
}
