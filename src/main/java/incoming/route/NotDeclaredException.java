package incoming.route;

/**
 * A step names something that the settings of this installation do not declare, such as a key.
 *
 * <p>The route file need not be wrong: another installation may declare it.
 */
public final class NotDeclaredException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what is missing and how it is declared. */
  public NotDeclaredException(String message) {
    super(message);
  }
}
