package incoming.sample;

import incoming.http.Problem;
import java.util.Optional;

/**
 * Where windows are noted, each for as long as it is open, so that one request is caught however
 * many nodes take requests.
 *
 * <p>Thread-safe; calls may wait for other machines. A {@link Refusal} says that those cannot be
 * asked.
 */
interface WindowStore extends AutoCloseable {
  /**
   * Notes that a window is open, in the place of one that has caught its request.
   *
   * @return {@code wanted}; or the window that waits at the endpoint already
   */
  Notice open(Notice wanted) throws Refusal;

  /** Whether {@code sample} is the first that the window has caught; it is noted with it then. */
  boolean take(Notice window, Sample sample) throws Refusal;

  /** Notes for other nodes what the sender of a request was told that was not valid. */
  void refused(Notice window, Problem problem) throws Refusal;

  /** The window of an endpoint as it is now. */
  Optional<WindowState> find(String endpointId) throws Refusal;

  @Override
  void close();
}
