package incoming.delivery;

import java.time.Duration;
import java.util.Optional;

/** How one attempt to deliver an event has ended. */
sealed interface Outcome {
  /** What went wrong, in a few words; {@code null} when nothing did. */
  String reason();

  /** The target has taken the event. */
  record Delivered() implements Outcome {
    @Override
    public String reason() {
      return null;
    }
  }

  /**
   * The event cannot be taken now.
   *
   * @param called whether that tells anything of the target, or only of this process
   * @param retryAfter what the target asked for
   */
  record Again(String reason, boolean called, Optional<Duration> retryAfter) implements Outcome {}

  /**
   * The event will never be taken as it is.
   *
   * @param answered whether the target has said so itself
   */
  record Dead(String reason, boolean answered) implements Outcome {}
}
