package incoming.history;

/** Where a delivery stands. */
public enum State {
  /** Accepted, and not tried yet. */
  PENDING,
  /** Tried without success, and to be tried again. */
  RETRYING,
  /** The target has answered with 2xx. */
  DELIVERED,
  /** A dead letter: not tried any more until a person acts. */
  DEAD,
  /** Given up by a person. */
  DISCARDED
}
