package incoming.history;

/**
 * One try to deliver an event.
 *
 * @param startedAt epoch milliseconds
 * @param millis from its start to its end
 * @param status that the target answered; 0 when it did not
 * @param failure what went wrong in a few words; {@code null} when nothing did
 * @param answer the first 2 KiB of the target's answer, as text; may be empty
 */
public record Attempt(long startedAt, long millis, int status, String failure, String answer) {}
