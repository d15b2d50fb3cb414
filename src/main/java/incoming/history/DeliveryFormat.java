package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How a delivery stands in the cache and on disk: its {@link Heading}, what is known of it, and its
 * event as it is. The event id is not in it, being the key.
 */
final class DeliveryFormat {
  private static final byte VERSION = 1;
  private static final int NONE = -1;

  private DeliveryFormat() {}

  static byte[] write(Delivery delivery, long changedAt) {
    byte[] event = delivery.event();
    Heading heading =
        new Heading(VERSION, delivery.state(), changedAt, event.length, delivery.integration());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + event.length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(heading.bytes());
      out.writeLong(delivery.acceptedAt());
      out.writeInt(delivery.attempts());
      out.writeLong(delivery.nextAttemptAt());
      write(out, delivery.reason());
      out.writeInt(delivery.tries().size());
      for (Attempt attempt : delivery.tries()) {
        out.writeLong(attempt.startedAt());
        out.writeLong(attempt.millis());
        out.writeInt(attempt.status());
        write(out, attempt.failure());
        write(out, attempt.answer());
      }
      out.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
    } else {
      byte[] bytes = text.getBytes(UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /**
   * The delivery of {@code key}.
   *
   * @param stored what {@link #write} made
   * @throws HistoryException in words for an operator, when it was made by another version or is
   *     damaged
   */
  static Delivery read(byte[] key, byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    Heading heading = Heading.read(in);
    byte[] event = new byte[Math.max(0, Math.min(heading.eventLength(), in.remaining()))];
    in.get(stored.length - event.length, event);
    in.limit(stored.length - event.length);
    Delivery delivery = read(key, heading, in, event);
    if (event.length != heading.eventLength() || in.hasRemaining()) {
      throw damaged(key, null);
    }
    return delivery;
  }

  /**
   * The delivery of {@code key} as it is listed.
   *
   * @param head a record with or without its event; one that cannot be read says so as its reason
   */
  static Summary summary(byte[] key, byte[] head) {
    ByteBuffer in = ByteBuffer.wrap(head);
    Heading heading = Heading.read(in);
    try {
      return Summary.of(read(key, heading, in, new byte[0]), heading.changedAt());
    } catch (HistoryException e) {
      return Summary.unreadable(key, heading, e.getMessage());
    }
  }

  private static Delivery read(byte[] key, Heading heading, ByteBuffer in, byte[] event) {
    if (heading.version() != VERSION) {
      throw new HistoryException(
          "the record of event "
              + EventKey.text(key)
              + " has format "
              + heading.version()
              + ", which this version of Incoming cannot read; it reads format "
              + VERSION,
          null);
    }
    try {
      long acceptedAt = in.getLong();
      int attempts = in.getInt();
      long nextAttemptAt = in.getLong();
      String reason = text(in);
      return new Delivery(
          EventKey.text(key),
          heading.integration(),
          heading.state(),
          acceptedAt,
          attempts,
          tries(in),
          nextAttemptAt,
          reason,
          event);
    } catch (BufferUnderflowException e) {
      throw damaged(key, e);
    }
  }

  private static HistoryException damaged(byte[] key, Exception e) {
    return new HistoryException(
        "the record of event " + EventKey.text(key) + " is damaged, its length is not right", e);
  }

  private static List<Attempt> tries(ByteBuffer in) {
    int count = in.getInt();
    List<Attempt> tries = new ArrayList<>(Delivery.MAX_TRIES);
    for (int i = 0; i < count; i++) {
      tries.add(new Attempt(in.getLong(), in.getLong(), in.getInt(), text(in), text(in)));
    }
    return tries;
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length == NONE) {
      return null;
    }
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
