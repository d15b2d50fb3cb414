package incoming.delivery;

import incoming.delivery.DeliveryConsumer.Attempted;
import incoming.history.Attempt;
import incoming.history.Delivery;
import incoming.history.History;
import incoming.history.State;
import incoming.target.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an attempt means for its letter, and writes it down in the metrics and the log; what
 * the history is to be told goes with the decision. Thread-safe.
 */
final class Bookkeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  /** Attempts that ended with the process before an event is taken for the cause. */
  private static final int MAX_CUT_OFF = 5;

  private final History history;
  private final DeliveryMeters meters;
  private final InstantSource clock;

  Bookkeeping(History history, DeliveryMeters meters, InstantSource clock) {
    this.history = history;
    this.meters = meters;
    this.clock = clock;
  }

  /** Notes how {@code letter} fared with {@code route}, and says what comes of it. */
  Settlement settle(Route route, Letter letter, Attempted made) {
    long now = clock.millis();
    Letter tried = letter.tried(made.startedAt());
    Outcome outcome = made.outcome();
    String integration = route.consumer().integration();
    if (outcome instanceof Outcome.Delivered) {
      answered(route, now);
      meters.delivered(integration, now - letter.acceptedAt(), now - made.startedAt());
      return new Settlement.Done(known(integration, tried, State.DELIVERED, made, 0, null));
    }
    if (outcome instanceof Outcome.Again again) {
      if (again.called() && route.breaker().failed(now, again.retryAfter())) {
        LOG.warn(
            "{}: {}; until its target answers, one event at a time is tried",
            integration,
            again.reason());
      }
      Optional<Duration> wait =
          route
              .consumer()
              .options()
              .retry()
              .next(
                  tried.attempts(),
                  tried.firstAttemptAt(),
                  now,
                  again.retryAfter(),
                  ThreadLocalRandom.current().nextDouble());
      if (wait.isPresent()) {
        long millis = wait.get().toMillis();
        meters.retried(integration);
        LOG.debug(
            "{}: event {}: attempt {}: {}; next in {} s",
            integration,
            letter.eventId(),
            tried.attempts(),
            again.reason(),
            (millis + 999) / 1000);
        return new Settlement.Again(
            known(integration, tried, State.RETRYING, made, now + millis, null),
            tried,
            now + millis);
      }
      return bury(
          integration,
          tried,
          made,
          again.reason() + "; given up after " + tried.attempts() + " attempts");
    }
    Outcome.Dead dead = (Outcome.Dead) outcome;
    if (dead.answered()) {
      answered(route, now);
    }
    return bury(integration, tried, made, dead.reason());
  }

  private static void answered(Route route, long now) {
    if (route.breaker().answered(now)) {
      LOG.info("{}: its target answers again", route.consumer().integration());
    }
  }

  /** Whether a letter with so many attempts that ended with the process may be the cause. */
  static boolean isCutOffTooOften(int cutOff) {
    return cutOff >= MAX_CUT_OFF;
  }

  /** Gives a letter up that has ended the process again and again. */
  Settlement buryCutOff(String integration, Letter letter) {
    return bury(
        integration,
        letter,
        null,
        "the process ended in " + MAX_CUT_OFF + " attempts to deliver it");
  }

  /** {@code made} is {@code null} when no attempt was made. */
  private Settlement bury(String integration, Letter letter, Attempted made, String reason) {
    meters.dead(integration);
    LOG.warn("{}: event {} is a dead letter: {}", integration, letter.eventId(), reason);
    return new Settlement.Bury(
        known(integration, letter, State.DEAD, made, 0, reason),
        Letter.of(letter.eventId(), letter.event()));
  }

  /** Tells the history what is known of a letter that stays in its place. */
  void note(Delivery known) {
    history.put(known);
  }

  /** What is known of a letter that must be waited for in its place. */
  Optional<Delivery> waiting(Letter letter) {
    return history.find(letter.eventId()).filter(known -> known.state() == State.RETRYING);
  }

  private Delivery known(
      String integration,
      Letter letter,
      State state,
      Attempted made,
      long nextAttemptAt,
      String reason) {
    return new Delivery(
        letter.eventId(),
        integration,
        state,
        letter.acceptedAt(),
        letter.attempts(),
        tries(letter, made),
        nextAttemptAt,
        reason,
        letter.event());
  }

  private List<Attempt> tries(Letter letter, Attempted made) {
    List<Attempt> tries = new ArrayList<>();
    if (letter.attempts() > 1 || made == null) {
      history.find(letter.eventId()).ifPresent(known -> tries.addAll(known.tries()));
    }
    if (made != null) {
      tries.add(attempt(made));
    }
    return tries;
  }

  private Attempt attempt(Attempted made) {
    Call call = made.call();
    String failure = made.outcome().reason();
    return call == null
        ? new Attempt(made.startedAt(), clock.millis() - made.startedAt(), 0, failure, "")
        : new Attempt(call.startedAt(), call.millis(), call.status(), failure, call.answer());
  }
}
