package incoming.sample;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Opens windows on this node, and for all nodes. For the thread that tells. */
final class Opener {
  private final OpenWindows windows;
  private final WindowStore store;
  private final Fronts fronts;
  private final InstantSource clock;

  Opener(OpenWindows windows, WindowStore store, Fronts fronts, InstantSource clock) {
    this.windows = windows;
    this.store = store;
    this.fronts = fronts;
    this.clock = clock;
  }

  /**
   * The window at an endpoint: the one that waits there, or else a new one, in the place of one
   * that is over. Empty when another node was faster by so little that its own is not known yet.
   */
  Optional<Window> open(String endpointId) throws Refusal {
    Optional<Window> there = windows.at(endpointId);
    if (there.filter(this::waits).isPresent()) {
      return there;
    }
    there.ifPresent(windows::end);
    if (windows.isFull()) {
      throw Refusal.tooMany();
    }
    Notice wanted =
        new Notice(
            endpointId,
            UUID.randomUUID(),
            clock.instant().plus(Windows.LENGTH),
            fronts.at(endpointId),
            Optional.empty());
    Window window = windows.watch(wanted);
    try {
      windows.serve(window);
      if (store.open(wanted).isSame(wanted)) {
        return Optional.of(window);
      }
    } catch (Refusal e) {
      windows.end(window);
      throw e;
    }
    windows.end(window);
    return Optional.empty();
  }

  private boolean waits(Window window) {
    return window.isOpen() && clock.instant().isBefore(window.notice().until());
  }
}
