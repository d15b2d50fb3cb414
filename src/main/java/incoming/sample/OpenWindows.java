package incoming.sample;

import incoming.http.Lookout;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows that this node watches, its own and those of other nodes, until their time is up. For
 * the thread that tells.
 */
final class OpenWindows {
  private static final Logger LOG = LoggerFactory.getLogger(OpenWindows.class);

  private final Lookout lookout;
  private final DraftEndpoints drafts;
  private final BiConsumer<String, Sample> keep;
  private final WindowStore store;
  private final Executor telling;
  private final Map<String, Window> windows = new HashMap<>();

  OpenWindows(
      Lookout lookout,
      DraftEndpoints drafts,
      BiConsumer<String, Sample> keep,
      WindowStore store,
      Executor telling) {
    this.lookout = lookout;
    this.drafts = drafts;
    this.keep = keep;
    this.store = store;
    this.telling = telling;
  }

  Optional<Window> at(String endpointId) {
    return Optional.ofNullable(windows.get(endpointId));
  }

  /** All of them. */
  List<Window> all() {
    return List.copyOf(windows.values());
  }

  /** Whether there may be no more of them. */
  boolean isFull() {
    return windows.size() >= Windows.MOST;
  }

  /** Watches a window that nobody watches here. */
  Window watch(Notice notice) {
    Window window = new Window(notice, store, telling, this::caught);
    windows.put(notice.endpointId(), window);
    lookout.watch(notice.path(), window::see);
    return window;
  }

  /** Serves the draft of {@code window}, if it has one. */
  void serve(Window window) throws Refusal {
    Optional<Front> draft = window.notice().draft();
    if (draft.isPresent()) {
      drafts.serve(window, draft.get());
    }
  }

  private void caught(Window window, Sample sample) {
    String endpointId = window.notice().endpointId();
    try {
      keep.accept(endpointId, sample);
    } catch (RuntimeException e) {
      LOG.error("{}: the sample was caught, but could not be kept", endpointId, e);
    }
    if (windows.get(endpointId) == window) {
      leave(window);
    }
  }

  private void leave(Window window) {
    lookout.leave(window.notice().path());
    drafts.withdraw(window);
  }

  /** Ends {@code window}; those who listen are told, unless it has caught. */
  void end(Window window) {
    windows.remove(window.notice().endpointId());
    leave(window);
    window.close();
  }

  /** Ends the windows whose time is up, and what they have left when its last request is over. */
  void sweep(Instant now) {
    all().stream().filter(window -> !now.isBefore(window.notice().until())).forEach(this::end);
    drafts.sweep();
  }

  /** Ends all windows. */
  void close() {
    all().forEach(this::end);
    drafts.close();
  }
}
