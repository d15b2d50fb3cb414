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
 * How a delivery stands on disk: its {@link Heading} with what else is known of it, and its event
 * as it is. The event id is the key of both.
 */
final class DeliveryFormat {
  private static final byte VERSION = 1;
  private static final int NONE = -1;

  private DeliveryFormat() {}

  /**
   * {@code delivery}, changed at {@code changedAt}.
   *
   * @throws IllegalArgumentException when its event id or its integration cannot be one
   */
  static Stored write(Delivery delivery, long changedAt) {
    byte[] key =
        EventKey.of(delivery.eventId())
            .orElseThrow(
                () -> new IllegalArgumentException("not an event id: " + delivery.eventId()));
    return new Stored(key, head(delivery, changedAt), delivery.event());
  }

  private static byte[] head(Delivery delivery, long changedAt) {
    Heading heading =
        new Heading(
            VERSION, delivery.state(), changedAt, delivery.event().length, delivery.integration());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
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
   * The delivery that {@code stored} is.
   *
   * @throws HistoryException in words for an operator, when it was made by another version or is
   *     damaged
   */
  static Delivery read(Stored stored) {
    ByteBuffer in = ByteBuffer.wrap(stored.head());
    Heading heading = Heading.read(in);
    Delivery delivery = read(stored.key(), heading, in, stored.event());
    if (stored.event().length != heading.eventLength() || in.hasRemaining()) {
      throw damaged(stored.key(), null);
    }
    return delivery;
  }

  /**
   * The delivery of {@code key} as it is listed.
   *
   * @param head of a {@link Stored}; one that cannot be read says so as its reason
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
