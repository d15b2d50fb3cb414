package incoming.http;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Which consumer serves which path and method; one look-up, however many endpoints there are.
 *
 * <p>Paths match exactly, byte for byte as sent: no decoding, no normalising, no trailing slash.
 *
 * <p>A consumer enters when its route starts. One whose route is in a group (Camel's word; for us
 * an integration) waits there until {@link #publish}, which puts all consumers of the integration
 * in the place of those it had before, in one step: a request is served by the one version or the
 * other, never by neither. A consumer of no group is served at once.
 *
 * <p>Thread-safe; look-ups never wait.
 */
public final class EndpointTable {
  private final Map<String, Integration> integrations = new TreeMap<>();
  private final Set<String> leaving = new HashSet<>();
  private final RequestMeters meters;
  private final Lookout lookout = new Lookout();
  private volatile Map<String, Endpoint> endpoints = Map.of();

  /** An empty table whose requests are counted nowhere. */
  public EndpointTable() {
    this(new RequestMeters(new CompositeMeterRegistry()));
  }

  EndpointTable(RequestMeters meters) {
    this.meters = meters;
  }

  /**
   * What is known of a path.
   *
   * @param consumers by method; none, when its integration did not start
   * @param tally of the requests that no consumer takes: where several integrations share a path,
   *     that of the first by name
   */
  record Endpoint(Map<String, DoorConsumer> consumers, Tally tally) {
    String allow() {
      return String.join(", ", consumers.keySet());
    }
  }

  /**
   * What is known of an integration.
   *
   * @param entered consumers that have started and are not served yet
   * @param unavailable paths that answer 503 rather than 404
   */
  private record Integration(
      List<DoorConsumer> served, List<DoorConsumer> entered, Set<String> unavailable, Tally tally) {
    Integration(Tally tally) {
      this(new ArrayList<>(), new ArrayList<>(), new HashSet<>(), tally);
    }

    Endpoint endpoint() {
      return new Endpoint(new TreeMap<>(), tally);
    }

    boolean isEmpty() {
      return served.isEmpty() && entered.isEmpty() && unavailable.isEmpty();
    }
  }

  /** The endpoint at {@code path}, or {@code null}. */
  Endpoint find(String path) {
    return endpoints.get(path);
  }

  /** Whether requests to {@code path} are served, by whatever method. */
  public boolean serves(String path) {
    Endpoint endpoint = find(path);
    return endpoint != null && !endpoint.consumers().isEmpty();
  }

  /** Through which requests can be watched. */
  public Lookout lookout() {
    return lookout;
  }

  /**
   * Takes note of a consumer that starts.
   *
   * @throws IllegalArgumentException when another integration, or another route of the same, has
   *     its path and method
   */
  synchronized void enter(DoorConsumer consumer) {
    refuseTaken(consumer);
    Integration integration = of(consumer.integration());
    consumer.countIn(integration.tally);
    if (consumer.isAlone()) {
      integration.served.add(consumer);
      rebuild();
    } else {
      integration.entered.add(consumer);
    }
  }

  /** Forgets a consumer that stops. */
  synchronized void leave(DoorConsumer consumer) {
    Integration integration = integrations.get(consumer.integration());
    if (integration == null) {
      return;
    }
    integration.entered.remove(consumer);
    if (integration.served.remove(consumer)) {
      rebuild();
    }
    forgetIfEmpty(consumer.integration());
  }

  /**
   * Serves the consumers of {@code integration} that have entered since, and no longer any other of
   * it.
   *
   * @return how many requests are still with those that were served before
   */
  public synchronized IntSupplier publish(String integration) {
    Integration published = of(integration);
    List<DoorConsumer> before = List.copyOf(published.served);
    published.served.clear();
    published.served.addAll(published.entered);
    published.entered.clear();
    published.unavailable.clear();
    rebuild();
    forgetIfEmpty(integration);
    return retire(before);
  }

  /**
   * Serves nothing of {@code integration} any more: its paths answer 404.
   *
   * @return how many requests are still with it
   */
  public synchronized IntSupplier withdraw(String integration) {
    leaving.remove(integration);
    Integration withdrawn = integrations.remove(integration);
    rebuild();
    if (withdrawn == null) {
      return () -> 0;
    }
    withdrawn.tally.close();
    return retire(withdrawn.served);
  }

  /**
   * Lets other integrations have the paths of {@code integration}, which is served until they do or
   * until {@link #withdraw}: so an integration can move to a file of another name without a gap.
   */
  public synchronized void leaving(String integration) {
    leaving.add(integration);
  }

  /**
   * Makes {@code paths} answer 503 rather than 404 until {@code integration} is published or
   * withdrawn.
   */
  public synchronized void unavailable(String integration, Set<String> paths) {
    Set<String> unavailable = of(integration).unavailable;
    unavailable.clear();
    unavailable.addAll(paths);
    rebuild();
    forgetIfEmpty(integration);
  }

  private Integration of(String name) {
    return integrations.computeIfAbsent(name, absent -> new Integration(meters.tally(name)));
  }

  /** An integration that has no path leaves no series of requests behind. */
  private void forgetIfEmpty(String name) {
    Integration integration = integrations.get(name);
    if (integration != null && integration.isEmpty()) {
      integrations.remove(name);
      integration.tally.close();
    }
  }

  private void refuseTaken(DoorConsumer consumer) {
    integrations.forEach(
        (name, integration) -> {
          if (name.equals(consumer.integration())) {
            integration.entered.forEach(sibling -> refuseTaken(consumer, sibling));
          } else if (!leaving.contains(name)) {
            integration.served.forEach(other -> refuseTaken(consumer, other));
          }
        });
  }

  private static void refuseTaken(DoorConsumer consumer, DoorConsumer other) {
    Set<String> shared = new HashSet<>(consumer.paths());
    shared.retainAll(other.paths());
    for (String path : shared) {
      for (String method : consumer.methods()) {
        if (other.methods().contains(method)) {
          throw new IllegalArgumentException(
              "%s %s is already served by route %s"
                  .formatted(method, path, RouteName.of(other.getRouteId())));
        }
      }
    }
  }

  private void rebuild() {
    Map<String, Endpoint> next = new HashMap<>();
    integrations.forEach(
        (name, integration) -> {
          integration.unavailable.forEach(path -> next.putIfAbsent(path, integration.endpoint()));
          for (DoorConsumer consumer : integration.served) {
            for (String served : consumer.paths()) {
              Map<String, DoorConsumer> methods =
                  next.computeIfAbsent(served, path -> integration.endpoint()).consumers();
              for (String method : consumer.methods()) {
                methods.merge(method, consumer, (one, two) -> leaving.contains(name) ? one : two);
              }
            }
          }
        });
    endpoints = next;
  }

  /** After the look-ups find others: a request that still finds a retired one looks up again. */
  private static IntSupplier retire(List<DoorConsumer> consumers) {
    consumers.forEach(consumer -> consumer.requests().retire());
    return () -> consumers.stream().mapToInt(consumer -> consumer.requests().present()).sum();
  }
}
