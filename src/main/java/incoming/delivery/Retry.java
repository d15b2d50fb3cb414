package incoming.delivery;

import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * A letter that waits for its next attempt.
 *
 * @param dueAt epoch milliseconds
 */
record Retry(Letter letter, String integration, long dueAt) {
  /** The property of a message by which those of one integration are found. */
  static final String INTEGRATION = "incomingIntegration";

  private static final String DUE = "incomingDue";

  static Retry read(ClientMessage message) {
    return new Retry(
        Letter.read(message), message.getStringProperty(INTEGRATION), message.getLongProperty(DUE));
  }

  ClientMessage write(ClientSession session) {
    ClientMessage message = letter.write(session);
    message.putStringProperty(INTEGRATION, integration);
    message.putLongProperty(DUE, dueAt);
    return message;
  }
}
