package incoming.delivery;

import org.apache.activemq.artemis.api.core.ActiveMQException;

/** The broker could not be asked, so that nothing was sent to it. */
final class UnsentException extends ActiveMQException {
  private static final long serialVersionUID = 1L;

  UnsentException(ActiveMQException cause) {
    super(cause.getType(), cause.getMessage(), cause);
  }
}
