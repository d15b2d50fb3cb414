package incoming.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
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
    TreeMap<String, Waiting> queues = new TreeMap<>();
    MeterRegistry meters = parts.meters();
    for (Gauge gauge : meters.find("incoming.queue.events").gauges()) {
      String integration = gauge.getId().getTag("integration");
      queues.put(
          integration,
          new Waiting(
              integration,
              (long) gauge.value(),
              of("incoming.dead.letters", integration),
              of("incoming.queue.oldest", integration)));
    }
    return List.copyOf(queues.values());
  }

  private long of(String meter, String integration) {
    Gauge gauge = parts.meters().find(meter).tag("integration", integration).gauge();
    return gauge == null ? 0 : (long) gauge.value();
  }

  private long total(String meter) {
    Gauge gauge = parts.meters().find(meter).gauge();
    return gauge == null ? 0 : (long) gauge.value();
  }
}
