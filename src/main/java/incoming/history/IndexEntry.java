package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What finds a delivery: one key by its state, one by its state and integration, each with the
 * event id behind, so that both are in the order of time.
 *
 * <p>The value under the first says when it leaves and what leaves with it; that under the second
 * is empty.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IndexEntry(byte[] event, State state, String integration, long changedAt, int size) {
  // No name of a file, and so of an integration, has it.
  private static final byte END_OF_NAME = 0;

  /** The entry of a record of {@code size} bytes. */
  static IndexEntry of(byte[] event, Heading heading, int size) {
    return new IndexEntry(event, heading.state(), heading.integration(), heading.changedAt(), size);
  }

  /** The entry under a key by state. */
  static IndexEntry read(byte[] key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long changedAt = in.getLong();
    int size = in.getInt();
    String integration = new String(value, in.position(), in.remaining(), UTF_8);
    return new IndexEntry(event(key), State.of(key[0]), integration, changedAt, size);
  }

  /** The event of any key of the index. */
  static byte[] event(byte[] key) {
    return Arrays.copyOfRange(key, key.length - EventKey.LENGTH, key.length);
  }

  byte[] byState() {
    return key(state, "", event);
  }

  byte[] byIntegration() {
    return key(state, integration, event);
  }

  byte[] value() {
    byte[] name = integration.getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length)
        .putLong(changedAt)
        .putInt(size)
        .put(name)
        .array();
  }

  /**
   * The key of a state, an integration (empty: all of them) and an event.
   *
   * @param event also any bound of events, of any length
   */
  static byte[] key(State state, String integration, byte[] event) {
    byte[] name = integration.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + name.length + 1 + event.length)
        .put(state.code())
        .put(name)
        .put(END_OF_NAME)
        .put(event)
        .array();
  }
}
