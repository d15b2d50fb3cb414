package incoming.console;

import java.util.function.Supplier;

/** Asks what may need the broker, which may be out of reach. */
final class Broker {
  private Broker() {}

  /** What {@code question} answers; 503 while the broker cannot be asked. */
  static <T> T reach(Supplier<T> question) throws Refusal {
    try {
      return question.get();
    } catch (IllegalStateException e) {
      throw Refusals.unavailable(e.getMessage());
    }
  }
}
