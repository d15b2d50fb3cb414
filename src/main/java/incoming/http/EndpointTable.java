package incoming.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which consumer serves which path and method; one look-up, however many endpoints there are.
 *
 * <p>Paths match exactly, byte for byte as sent: no decoding, no normalising, no trailing slash.
 * Thread-safe.
 */
public final class EndpointTable {
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  /** What is known of a path: its consumers by method; none, when its integration did not start. */
  record Endpoint(Map<String, DoorConsumer> consumers) {
    String allow() {
      return String.join(", ", consumers.keySet());
    }
  }

  /** The endpoint at {@code path}, or {@code null}. */
  Endpoint find(String path) {
    return endpoints.get(path);
  }

  void add(DoorConsumer consumer) {
    endpoints.compute(
        consumer.path(),
        (path, before) -> {
          Map<String, DoorConsumer> all =
              before == null ? new TreeMap<>() : new TreeMap<>(before.consumers());
          for (String method : consumer.methods()) {
            DoorConsumer other = all.putIfAbsent(method, consumer);
            if (other != null) {
              throw new IllegalArgumentException(
                  method + " " + path + " is already served by route " + other.getRouteId());
            }
          }
          return new Endpoint(all);
        });
  }

  void remove(DoorConsumer consumer) {
    endpoints.computeIfPresent(
        consumer.path(),
        (path, before) -> {
          Map<String, DoorConsumer> rest = new TreeMap<>(before.consumers());
          rest.values().removeIf(c -> c == consumer);
          return rest.isEmpty() ? null : new Endpoint(rest);
        });
  }

  /** Makes {@code path} answer 503 rather than 404 until a route serves it. */
  public void unavailable(String path) {
    endpoints.putIfAbsent(path, new Endpoint(Map.of()));
  }
}
