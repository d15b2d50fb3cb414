package incoming.delivery;

import incoming.history.Delivery;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;

/**
 * An event as it lies in a queue, with what must survive a restart.
 *
 * @param eventId of the event
 * @param event as {@code EventFormat} writes it
 * @param attempts that were made of it
 * @param firstAttemptAt epoch milliseconds; 0 before the first
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Letter(String eventId, byte[] event, int attempts, long firstAttemptAt) {
  /** The property of a message by which one event is found in a queue. */
  static final String EVENT_ID = "incomingEvent";

  private static final String ATTEMPTS = "incomingAttempts";
  private static final String FIRST_ATTEMPT = "incomingFirstAttempt";

  /** An event that was not tried yet. */
  static Letter of(String eventId, byte[] event) {
    return new Letter(eventId, event, 0, 0);
  }

  /** A message that nobody here has written becomes a letter, too: a dead one, once it is tried. */
  static Letter read(ICoreMessage message) {
    ActiveMQBuffer body = message.getDataBuffer();
    byte[] event = new byte[body.readableBytes()];
    body.readBytes(event);
    return message.containsProperty(ATTEMPTS)
        ? new Letter(
            eventId(message),
            event,
            message.getIntProperty(ATTEMPTS),
            message.getLongProperty(FIRST_ATTEMPT))
        : of(eventId(message), event);
  }

  private static String eventId(ICoreMessage message) {
    return message.containsProperty(EVENT_ID)
        ? message.getStringProperty(EVENT_ID)
        : new UUID(message.getTimestamp() << 16 | 0x7000, Long.MIN_VALUE | message.getMessageID())
            .toString();
  }

  /** Writes this letter into {@code message}, which is answered. */
  <M extends ICoreMessage> M write(M message) {
    message.setType(Message.BYTES_TYPE);
    message.putStringProperty(EVENT_ID, eventId);
    if (attempts > 0) {
      message.putIntProperty(ATTEMPTS, attempts);
      message.putLongProperty(FIRST_ATTEMPT, firstAttemptAt);
    }
    message.getBodyBuffer().writeBytes(event);
    return message;
  }

  /** When the event was accepted, in epoch milliseconds: a UUIDv7 begins with it. */
  long acceptedAt() {
    return UUID.fromString(eventId).getMostSignificantBits() >>> 16;
  }

  /** The same with the attempts that {@code known} tells of. */
  Letter resumed(Delivery known) {
    return new Letter(eventId, event, known.attempts(), known.tries().get(0).startedAt());
  }

  /** The same after one more attempt, which began {@code at}. */
  Letter tried(long at) {
    return new Letter(eventId, event, attempts + 1, attempts == 0 ? at : firstAttemptAt);
  }
}
