package incoming.history;

/**
 * One try to deliver an event.
 *
 * @param startedAt epoch milliseconds
 * @param millis from its start to its end
 * @param status that the target answered; 0 when it did not
 * @param failure what went wrong in a few words, cut at {@link #MAX_FAILURE} bytes of UTF-8; {@code
 *     null} when nothing did
 * @param answer the target's answer as text, cut at {@link #MAX_ANSWER} bytes of UTF-8; may be
 *     empty
 */
public record Attempt(long startedAt, long millis, int status, String failure, String answer) {
  /** Bytes that are kept of an answer. */
  public static final int MAX_ANSWER = 2048;

  /** Bytes that are kept of a failure. */
  public static final int MAX_FAILURE = 512;

  /** Cuts what is too long. */
  public Attempt {
    failure = Cut.to(MAX_FAILURE, failure);
    answer = Cut.to(MAX_ANSWER, answer);
  }
}
