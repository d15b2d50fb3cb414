package incoming.target;

import incoming.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.Header;

/**
 * An access token that is fetched when a call first needs it and kept until shortly before it
 * expires: OAuth 2.0 client credentials (RFC 6749 section 4.4), sent as RFC 6750 has it.
 *
 * <p>One call fetches while others wait for it, 15 s at most. A fetch that failed is what every
 * call is told for the next 5 s. A token that a target refuses is thrown away, but one in 5 s at
 * most: where a fresh token is refused, too, yet another would be.
 */
final class OAuth2Credential implements Proof {
  private static final String SCHEME = "Bearer ";
  private static final Duration WAIT = Duration.ofSeconds(15);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Known NOTHING = new Known(null, Instant.MIN);

  private final String name;
  private final Supplier<TokenAnswer> endpoint;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicReference<Known> known = new AtomicReference<>(NOTHING);
  private volatile Instant thrownAway = Instant.MIN;

  /** The last answer of the endpoint, and how long it counts. */
  private record Known(TokenAnswer answer, Instant until) {
    boolean counts(Instant now) {
      return now.isBefore(until);
    }

    boolean is(String authorization) {
      return answer != null
          && answer.token() != null
          && authorization.equals(SCHEME + answer.token());
    }
  }

  /**
   * The credential {@code name}.
   *
   * @param endpoint asks for a token; called by one thread at a time, in bounded time
   */
  OAuth2Credential(String name, Supplier<TokenAnswer> endpoint, Clock clock) {
    this.name = name;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  @Override
  public void add(HttpUriRequest request, byte[] body, Event event) {
    Known last = known.get();
    TokenAnswer answer = last.counts(clock.instant()) ? last.answer() : fetch();
    if (answer.failure() != null) {
      throw answer.failure().of(name);
    }
    Proof.set(request, "Authorization", SCHEME + answer.token());
  }

  @Override
  public void mask(HttpUriRequest request, byte[] body, Event event) {
    Proof.set(request, "Authorization", SCHEME + MASK);
  }

  @Override
  public boolean renew(HttpUriRequest refused) {
    Header sent = refused.getFirstHeader("Authorization");
    Known last = known.get();
    if (sent == null) {
      return false;
    }
    if (!last.is(sent.getValue())) {
      return true; // another call has thrown that token away meanwhile
    }
    Instant now = clock.instant();
    if (thrownAway.isAfter(now.minus(REST))) {
      return false;
    }
    if (known.compareAndSet(last, NOTHING)) {
      thrownAway = now;
    }
    return true;
  }

  private TokenAnswer fetch() {
    try {
      if (!fetching.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return TokenAnswer.failed(
            CredentialFailure.passing("the token endpoint has kept another call waiting"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TokenAnswer.failed(CredentialFailure.passing("the call was interrupted"));
    }
    try {
      Known last = known.get();
      if (last.counts(clock.instant())) {
        return last.answer(); // of the call for which this one has waited
      }
      TokenAnswer answer = endpoint.get();
      Duration kept = answer.failure() == null ? answer.lifetime() : REST;
      known.set(new Known(answer, clock.instant().plus(kept)));
      return answer;
    } finally {
      fetching.unlock();
    }
  }
}
