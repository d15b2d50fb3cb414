package incoming.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * An event id as the 16 bytes of its UUID, whose order is that of time: a UUIDv7 begins with 48
 * bits of epoch milliseconds (RFC 9562, section 5.7).
 */
final class EventKey {
  static final int LENGTH = 16;

  private static final int TEXT_LENGTH = 36;
  private static final int BITS_BEHIND_MILLIS = 16;
  private static final long MAX_MILLIS = (1L << 48) - 1;

  private EventKey() {}

  /** The key of {@code eventId}; empty when it is not a UUID in its one canonical spelling. */
  static Optional<byte[]> of(String eventId) {
    if (eventId.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(eventId);
      return id.toString().equals(eventId) ? Optional.of(bytes(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(LENGTH)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static String text(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new UUID(in.getLong(), in.getLong()).toString();
  }

  /** The time in {@code key}, in epoch milliseconds. */
  static long millis(byte[] key) {
    return ByteBuffer.wrap(key).getLong() >>> BITS_BEHIND_MILLIS;
  }

  /** A key that is greater than all before {@code millis}, and than none from then on. */
  static byte[] first(long millis) {
    if (millis > MAX_MILLIS) {
      byte[] last = new byte[LENGTH];
      Arrays.fill(last, (byte) 0xff);
      return last;
    }
    return ByteBuffer.allocate(LENGTH)
        .putLong(Math.max(0, millis) << BITS_BEHIND_MILLIS)
        .putLong(0)
        .array();
  }
}
