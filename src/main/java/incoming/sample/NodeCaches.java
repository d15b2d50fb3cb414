package incoming.sample;

import java.util.function.Function;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;

/**
 * The two caches that nodes share windows through, while their servers answer.
 *
 * <p>Once a call has failed, all but a look fail at once: nobody who waits for a request to be
 * caught waits for servers that are gone. Thread-safe.
 */
final class NodeCaches {
  private final Function<String, RemoteCache<byte[], byte[]>> caches;
  private RemoteCache<byte[], byte[]> windows;
  private RemoteCache<byte[], byte[]> samples;
  private volatile String failure = "no server was asked yet";

  /** Gives a cache by its name, or fails as Hot Rod does. */
  NodeCaches(Function<String, RemoteCache<byte[], byte[]>> caches) {
    this.caches = caches;
  }

  interface Call<T> {
    T answer() throws Refusal;
  }

  /** Asks the servers, unless they did not answer when they were last asked. */
  <T> T ask(Call<T> call) throws Refusal {
    if (failure != null) {
      throw Refusal.unreachable();
    }
    return attempt(call);
  }

  /** Asks the servers whatever they did before. */
  <T> T look(Call<T> call) throws Refusal {
    return attempt(
        () -> {
          connect();
          T answer = call.answer();
          failure = null;
          return answer;
        });
  }

  private <T> T attempt(Call<T> call) throws Refusal {
    try {
      return call.answer();
    } catch (HotRodClientException e) {
      failure = reason(e);
      throw Refusal.unreachable();
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(failure.getMessage());
    String cause = String.valueOf(root.getMessage());
    return reason.contains(cause) ? reason : reason + " (" + cause + ")";
  }

  private synchronized void connect() {
    if (failure != null) {
      windows = caches.apply("windows");
      samples = caches.apply("samples");
    }
  }

  /** One small entry for each window, and each refusal that is to be told. */
  synchronized RemoteCache<byte[], byte[]> windows() {
    return windows;
  }

  /** What was caught, by an id. */
  synchronized RemoteCache<byte[], byte[]> samples() {
    return samples;
  }

  /** Why the servers cannot be used, for the log; null when they can. */
  String failure() {
    return failure;
  }
}
