package incoming.history;

/** The history cannot be read; says why in words for an operator. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
