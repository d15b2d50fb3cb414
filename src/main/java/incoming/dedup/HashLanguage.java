package incoming.dedup;

import incoming.event.Event;
import incoming.http.RouteName;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.TypedLanguageSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Camel language {@code hash}: 1 to 5 parameter names, separated by commas, to one key.
 *
 * <p>{@code body.order_number, headers["x-request-id"]} evaluates to the key by which {@code
 * idempotentConsumer} knows requests that are the same, a {@code String}; see {@code
 * DeduplicationHash} for what counts as the same. A request that has none of the parameters gets a
 * key of its own kind, is accepted as new, and is counted. An expression that is wrong, or that
 * names {@code eventId} or {@code time}, which are new each time, is an {@link
 * IllegalArgumentException} while the route is built, so that the route does not load. Thread-safe.
 */
public final class HashLanguage extends TypedLanguageSupport {
  private static final Logger LOG = LoggerFactory.getLogger(HashLanguage.class);

  private final LongAdder withoutParameters = new LongAdder();

  /** Requests of all routes so far that had none of the parameters of their expression. */
  public long withoutParameters() {
    return withoutParameters.sum();
  }

  @Override
  public Expression createExpression(String expression) {
    return new HashExpression(loadResource(expression));
  }

  @Override
  public Predicate createPredicate(String expression) {
    throw new IllegalArgumentException("'hash' gives a key; it cannot be used as a condition");
  }

  private final class HashExpression extends ExpressionAdapter {
    private final String text;
    private final DeduplicationHash hash;
    private final AtomicLong missing = new AtomicLong();

    HashExpression(String text) {
      this.text = text;
      this.hash = DeduplicationHash.over(text);
    }

    @Override
    public Object evaluate(Exchange exchange) {
      String key = hash.key(Event.of(exchange));
      if (key.equals(HashKey.NONE)) {
        count(exchange);
      }
      return key;
    }

    private void count(Exchange exchange) {
      withoutParameters.increment();
      long requests = missing.incrementAndGet();
      // At 1, 10, 100 and so on: a sender who never has the parameters must not fill the log.
      if (isPowerOfTen(requests)) {
        LOG.warn(
            "{} requests of route {} so far had none of the parameters of hash expression '{}';"
                + " each was accepted as new",
            requests,
            RouteName.of(exchange),
            text);
      }
    }

    @Override
    public String toString() {
      return "hash[" + text + "]";
    }
  }

  static boolean isPowerOfTen(long number) {
    long power = 1;
    while (power < number) {
      power *= 10;
    }
    return power == number;
  }
}
