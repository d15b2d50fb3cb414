package incoming.history;

/** Where a delivery stands. */
public enum State {
  /** Accepted, and not tried yet. */
  PENDING(1),
  /** Tried without success, and to be tried again. */
  RETRYING(2),
  /** The target has answered with 2xx. */
  DELIVERED(3),
  /** A dead letter: not tried any more until a person acts. */
  DEAD(4),
  /** Given up by a person. */
  DISCARDED(5);

  private final byte code;

  State(int code) {
    this.code = (byte) code;
  }

  /** What stands for it on disk; never changes. */
  byte code() {
    return code;
  }

  static State of(byte code) {
    for (State state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown state " + code);
  }
}
