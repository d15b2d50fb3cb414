package incoming.history;

/**
 * A delivery in a list, without its event and the answers of its target.
 *
 * @param acceptedAt epoch milliseconds
 * @param changedAt when it was last written, in epoch milliseconds
 * @param attempts how often it was tried, since it was accepted or last replayed
 * @param status that the target answered at last; 0 when it did not, or was not asked yet
 * @param failure of the last attempt; {@code null} when there is none
 * @param nextAttemptAt epoch milliseconds; 0 when none is planned
 * @param reason why it is a dead letter, or why its record cannot be read; else {@code null}
 */
public record Summary(
    String eventId,
    String integration,
    State state,
    long acceptedAt,
    long changedAt,
    int attempts,
    int status,
    String failure,
    long nextAttemptAt,
    String reason) {

  static Summary of(Delivery delivery, long changedAt) {
    int tries = delivery.tries().size();
    Attempt last = tries == 0 ? null : delivery.tries().get(tries - 1);
    return new Summary(
        delivery.eventId(),
        delivery.integration(),
        delivery.state(),
        delivery.acceptedAt(),
        changedAt,
        delivery.attempts(),
        last == null ? 0 : last.status(),
        last == null ? null : last.failure(),
        delivery.nextAttemptAt(),
        delivery.reason());
  }

  /** What a record that cannot be read still shows. */
  static Summary unreadable(byte[] key, Heading heading, String why) {
    return new Summary(
        EventKey.text(key),
        heading.integration(),
        heading.state(),
        EventKey.millis(key),
        heading.changedAt(),
        0,
        0,
        null,
        0,
        why);
  }
}
