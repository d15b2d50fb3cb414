package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The first fields of what is known of a delivery: all that the index needs, and the same in every
 * version, so that a delivery that cannot be read otherwise is still listed, replaced and deleted.
 *
 * @param version of the rest
 * @param eventLength bytes of the event
 */
record Heading(byte version, State state, long changedAt, int eventLength, String integration) {
  /** The most bytes of an integration's name: those of a file name. */
  static final int MAX_NAME = 255;

  /** The most bytes of a heading. */
  static final int MAX_LENGTH = 1 + 1 + 8 + 4 + 1 + MAX_NAME;

  /** The heading with which {@code in} begins; {@code in} then stands behind it. */
  static Heading read(ByteBuffer in) {
    try {
      byte version = in.get();
      State state = State.of(in.get());
      long changedAt = in.getLong();
      int eventLength = in.getInt();
      byte[] name = new byte[Byte.toUnsignedInt(in.get())];
      in.get(name);
      return new Heading(version, state, changedAt, eventLength, new String(name, UTF_8));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new HistoryException("a record of the history is damaged: " + e, e);
    }
  }

  /** The heading with which {@code head} begins. */
  static Heading of(byte[] head) {
    return read(ByteBuffer.wrap(head));
  }

  byte[] bytes() {
    byte[] name = integration.getBytes(UTF_8);
    if (name.length == 0 || name.length > MAX_NAME || integration.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'" + integration + "' is no name of an integration");
    }
    return ByteBuffer.allocate(MAX_LENGTH - MAX_NAME + name.length)
        .put(version)
        .put(state.code())
        .putLong(changedAt)
        .putInt(eventLength)
        .put((byte) name.length)
        .put(name)
        .array();
  }

  /** Whether a delivery of this state and integration has the same keys in the index. */
  boolean standsWhere(State otherState, String otherIntegration) {
    return state == otherState && integration.equals(otherIntegration);
  }
}
