package incoming.sample;

import incoming.http.Problem;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what other nodes do: their windows are watched here as well, and what they have refused
 * and caught is told here. For the thread that tells.
 *
 * <p>That windows are there says that they are open, and no clock: the servers forget them when
 * their time is up. Whatever they say is looked at as what a stranger says.
 */
final class Neighbours {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

  private final SharedWindows shared;
  private final OpenWindows windows;
  private final CamelContext camel;
  private final Predicate<String> isServed;
  private final InstantSource clock;
  private Set<String> told = new HashSet<>();
  private boolean reachable = true;

  /**
   * What other nodes do, by {@code shared}.
   *
   * @param isServed whether the integration at a path is published on this node
   */
  Neighbours(
      SharedWindows shared,
      OpenWindows windows,
      CamelContext camel,
      Predicate<String> isServed,
      InstantSource clock) {
    this.shared = shared;
    this.windows = windows;
    this.camel = camel;
    this.isServed = isServed;
    this.clock = clock;
  }

  /** Looks at what has happened elsewhere; that it cannot is logged once, until it can again. */
  void look() throws Refusal {
    View view;
    try {
      view = shared.look();
    } catch (Refusal e) {
      if (reachable) {
        LOG.warn(
            "no server of incoming.infinispan.hosts can be used, so no window is opened: {}",
            shared.failure());
      }
      reachable = false;
      throw e;
    }
    if (!reachable) {
      LOG.info("windows can be opened again");
    }
    reachable = true;
    follow(view);
  }

  private void follow(View view) {
    Set<UUID> there = view.notices().stream().map(Notice::window).collect(Collectors.toSet());
    windows.all().stream()
        .filter(window -> !there.contains(window.notice().window()))
        .forEach(windows::end);
    view.notices().forEach(this::watch);
    view.refusals().forEach(this::tell);
    told = view.refusals().stream().map(View.Told::key).collect(Collectors.toSet());
    view.notices().forEach(this::settle);
  }

  /** By now its windows are only those that others have noted as well. */
  private void watch(Notice notice) {
    if (windows.at(notice.endpointId()).isPresent() || windows.isFull()) {
      return;
    }
    Window window = windows.watch(notice.closing(clock.instant().plus(Windows.LENGTH)));
    if (notice.sample().isEmpty() && !isServed.test(notice.path())) {
      serve(window);
    }
  }

  private void serve(Window window) {
    try {
      windows.serve(window);
    } catch (Refusal e) {
      // What another node has written must not make this one tell what its placeholders stand for.
      Masks masks = new Masks(camel, window.notice().draft().map(Front::text).orElse(""));
      String reason = masks.masked(e.problem().detail());
      LOG.warn("the draft at {} is not served here: {}", window.notice().path(), reason);
      window.refuse(Problem.of(503, "draft-not-served", "A node does not serve the draft", reason));
    }
  }

  private void tell(View.Told refusal) {
    if (!told.contains(refusal.key())) {
      at(refusal.window()).ifPresent(window -> window.tellRefusal(refusal.problem()));
    }
  }

  private Optional<Window> at(UUID id) {
    return windows.all().stream().filter(window -> window.notice().window().equals(id)).findFirst();
  }

  private void settle(Notice notice) {
    Optional<Window> window = at(notice.window()).filter(one -> !one.isOver());
    if (window.isPresent() && notice.sample().isPresent()) {
      try {
        shared.sample(notice).ifPresent(window.get()::settle);
      } catch (Refusal e) {
        LOG.debug("{}: what was caught is looked at again", notice.endpointId(), e);
      }
    }
  }
}
