package incoming.sample;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What there is to know about a window.
 *
 * @param window tells it from another at the same endpoint
 * @param until when it closes: in the store by the clock of the node that has written it, on a node
 *     by its own, for which a window of another node is as new as it is seen
 * @param draft what is served meanwhile; empty when the endpoint is one of what is published
 * @param sample what it has caught, by its id in the store; empty while it waits
 */
record Notice(
    String endpointId, UUID window, Instant until, Optional<Front> draft, Optional<UUID> sample) {

  /** Whether both are about the same window. */
  boolean isSame(Notice other) {
    return window.equals(other.window);
  }

  String path() {
    return "/in/" + endpointId;
  }

  /** The same by another clock. */
  Notice closing(Instant at) {
    return new Notice(endpointId, window, at, draft, sample);
  }

  /** The same once it has caught {@code id}. */
  Notice caught(UUID id) {
    return new Notice(endpointId, window, until, draft, Optional.of(id));
  }
}
