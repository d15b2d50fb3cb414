package incoming.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of one event on its way to its target.
 *
 * @param eventId UUIDv7, which begins with the time at which the event was accepted
 * @param integration its name
 * @param acceptedAt epoch milliseconds
 * @param attempts how often it was tried, since it was accepted or last replayed
 * @param tries the first and the last of them in their order, {@link #MAX_TRIES} at most
 * @param nextAttemptAt epoch milliseconds; 0 when none is planned
 * @param reason why it is a dead letter, in a sentence, cut at {@link #MAX_REASON} bytes of UTF-8;
 *     {@code null} in any other state
 * @param event as {@code EventFormat} writes it; the same for the life of an event id
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record Delivery(
    String eventId,
    String integration,
    State state,
    long acceptedAt,
    int attempts,
    List<Attempt> tries,
    long nextAttemptAt,
    String reason,
    byte[] event) {
  /** Of more attempts the first and the last are kept. */
  public static final int MAX_TRIES = 20;

  /** Bytes that are kept of a reason. */
  public static final int MAX_REASON = 1024;

  /** Forgets attempts when there are too many, and cuts what is too long. */
  public Delivery {
    int forgotten = Math.max(0, tries.size() - MAX_TRIES);
    tries =
        Stream.concat(
                tries.stream().limit(forgotten > 0 ? 1 : 0),
                tries.stream().skip(forgotten > 0 ? forgotten + 1 : 0))
            .toList();
    reason = Cut.to(MAX_REASON, reason);
  }

  /** An event that was accepted a moment ago. */
  public static Delivery accepted(String eventId, String integration, long at, byte[] event) {
    return new Delivery(eventId, integration, State.PENDING, at, 0, List.of(), 0, null, event);
  }

  /** The same, to be tried again at {@code time} in epoch milliseconds. */
  public Delivery dueAt(long time) {
    return new Delivery(
        eventId, integration, state, acceptedAt, attempts, tries, time, reason, event);
  }

  /** The same in another state, with no attempt since. */
  public Delivery as(State other) {
    return new Delivery(eventId, integration, other, acceptedAt, 0, tries, 0, null, event);
  }
}
