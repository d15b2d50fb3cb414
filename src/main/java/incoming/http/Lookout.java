package incoming.http;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the requests of a few paths to whoever watches them, as they are answered.
 *
 * <p>While nobody watches, a request costs one look at an empty map. Whatever a watcher does, the
 * sender gets the same answer. Thread-safe.
 */
public final class Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  // Never an immutable one: those fail when asked for null, the path of "OPTIONS *".
  private volatile Map<String, Watcher> watchers = new HashMap<>();

  /** Is shown the requests of a path, on their own threads: it must not block, nor keep any. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * A request was answered.
     *
     * @param exchange of the route that took it, to be read and not kept; {@code null} when the
     *     door refused it before
     * @param problem what the sender is told that is wrong; {@code null} when nothing is
     */
    void see(Exchange exchange, Problem problem);
  }

  /** From now on {@code watcher} is shown what comes to {@code path}, and no other watcher is. */
  public synchronized void watch(String path, Watcher watcher) {
    Map<String, Watcher> next = new HashMap<>(watchers);
    next.put(path, watcher);
    watchers = next;
  }

  /** Nobody watches {@code path} any more. */
  public synchronized void leave(String path) {
    Map<String, Watcher> next = new HashMap<>(watchers);
    next.remove(path);
    watchers = next;
  }

  /** The door has refused a request to {@code path}. */
  void refused(String path, Problem problem) {
    show(path, null, problem);
  }

  /** A route has answered {@code request}. */
  void answered(Request request, Exchange exchange) {
    if (!watchers.isEmpty()) {
      show(request.path(), exchange, Answer.refusal(exchange).orElse(null));
    }
  }

  private void show(String path, Exchange exchange, Problem problem) {
    Watcher watcher = watchers.get(path);
    if (watcher != null) {
      try {
        watcher.see(exchange, problem);
      } catch (RuntimeException e) {
        LOG.error("{}: a request was answered, but could not be shown", path, e);
      }
    }
  }
}
