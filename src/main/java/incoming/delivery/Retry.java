package incoming.delivery;

import org.apache.activemq.artemis.api.core.ICoreMessage;

/**
 * A letter that waits for its next attempt.
 *
 * @param dueAt epoch milliseconds
 */
record Retry(Letter letter, String integration, long dueAt) {
  /** The property of a message by which those of one integration are found. */
  static final String INTEGRATION = "incomingIntegration";

  private static final String DUE = "incomingDue";

  static Retry read(ICoreMessage message) {
    return new Retry(
        Letter.read(message), message.getStringProperty(INTEGRATION), message.getLongProperty(DUE));
  }

  /** Writes this into {@code message}, which is answered. */
  <M extends ICoreMessage> M write(M message) {
    letter.write(message);
    message.putStringProperty(INTEGRATION, integration);
    message.putLongProperty(DUE, dueAt);
    return message;
  }
}
