package incoming.target;

import java.net.UnknownHostException;

/** A target that must not be called; the message says which, why, and how to allow it. */
final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  RefusedAddressException(String message) {
    super(message);
  }
}
