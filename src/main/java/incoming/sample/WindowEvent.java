package incoming.sample;

import incoming.http.Problem;
import java.time.Instant;

/** What whoever waits at a window is told, in this order; nothing follows the last two. */
public sealed interface WindowEvent {
  /** The window is open. */
  record Opened(Instant until) implements WindowEvent {}

  /** A request came that was not valid, and the window stays open: what its sender was told. */
  record Refused(Problem problem) implements WindowEvent {}

  /** The first valid request came, and the window is over. */
  record Caught(Sample sample) implements WindowEvent {}

  /** The time is up, and nothing was caught. */
  record Over() implements WindowEvent {}
}
