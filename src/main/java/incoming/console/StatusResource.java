package incoming.console;

import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How this process is, at a glance. */
final class StatusResource {
  private final Parts parts;

  StatusResource(Parts parts) {
    this.parts = parts;
  }

  List<Operation> operations() {
    return List.of(Operation.get("readStatus", "/status", Role.VIEW, call -> Reply.of(status())));
  }

  /** The whole. */
  record Status(
      String version,
      String startedAt,
      long uptimeSeconds,
      Integrations integrations,
      List<Waiting> queues,
      Disk disk) {}

  /** How many route files run, and how many are refused as they are now. */
  record Integrations(long running, long refused) {}

  /** What waits of one integration; counted about twice a second. */
  record Waiting(String integration, long waiting, long deadLetters, long oldestSeconds) {}

  /** In bytes. */
  record Disk(long free, long backlog) {}

  private Status status() {
    String version = StatusResource.class.getPackage().getImplementationVersion();
    var states = parts.states().get();
    return new Status(
        version == null ? "(not packaged)" : version,
        parts.startedAt().toString(),
        Duration.between(parts.startedAt(), parts.clock().instant()).toSeconds(),
        new Integrations(
            states.stream().filter(state -> state.running().isPresent()).count(),
            states.stream().filter(state -> state.problem().isPresent()).count()),
        queues(),
        new Disk(total("incoming.disk.free"), total("incoming.delivery.backlog")));
  }

  private List<Waiting> queues() {
    Map<String, Long> dead = values("incoming.dead.letters");
    Map<String, Long> oldest = values("incoming.queue.oldest");
    return values("incoming.queue.events").entrySet().stream()
        .map(
            one ->
                new Waiting(
                    one.getKey(),
                    one.getValue(),
                    dead.getOrDefault(one.getKey(), 0L),
                    oldest.getOrDefault(one.getKey(), 0L)))
        .toList();
  }

  /** What {@code meter} says of each integration, in the order of their names. */
  private Map<String, Long> values(String meter) {
    Map<String, Long> values = new TreeMap<>();
    for (Gauge gauge : parts.meters().find(meter).gauges()) {
      values.put(gauge.getId().getTag("integration"), (long) gauge.value());
    }
    return values;
  }

  private long total(String meter) {
    Gauge gauge = parts.meters().find(meter).gauge();
    return gauge == null ? 0 : (long) gauge.value();
  }
}
