package incoming.history;

import java.util.Optional;

/**
 * Which deliveries are asked for.
 *
 * @param state in this state; empty for all
 * @param integration of this integration; empty for all
 * @param from accepted at this time or later, in epoch milliseconds; by the time in the event id
 * @param to accepted before this time, in epoch milliseconds
 * @param cursor the {@link Page#next} of the page before; empty for the first
 * @param limit deliveries on a page, {@link #MAX_LIMIT} at most
 */
public record Criteria(
    Optional<State> state,
    Optional<String> integration,
    long from,
    long to,
    Optional<String> cursor,
    int limit) {
  /** The most deliveries on a page. */
  public static final int MAX_LIMIT = 500;

  /**
   * Checks what a person may have written.
   *
   * @throws IllegalArgumentException in words for the one who asks
   */
  public Criteria {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
    }
    if (cursor.isPresent() && EventKey.of(cursor.get()).isEmpty()) {
      throw new IllegalArgumentException("cursor must be the next of a page before");
    }
  }

  /** Whether {@code delivery} is asked for on this page or one behind it. */
  boolean admits(Delivery delivery) {
    if (state.filter(one -> one != delivery.state()).isPresent()
        || integration.filter(one -> !one.equals(delivery.integration())).isPresent()
        || cursor.filter(one -> one.compareTo(delivery.eventId()) <= 0).isPresent()) {
      return false;
    }
    return EventKey.of(delivery.eventId())
        .map(EventKey::millis)
        .filter(time -> time >= from && time < to)
        .isPresent();
  }

  /** The first page of everything. */
  public static Criteria all(int limit) {
    return new Criteria(
        Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE, Optional.empty(), limit);
  }
}
