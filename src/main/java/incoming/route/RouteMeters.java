package incoming.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * What the route files do, as metrics.
 *
 * <ul>
 *   <li>{@code incoming.route.changes} counts those of files, by {@code result}: accepted, refused
 *   <li>{@code incoming.route.version} the version that runs, by {@code file} and {@code hash}
 *   <li>{@code incoming.route.loaded} when it was loaded, in seconds since 1970, by {@code file}
 *   <li>{@code incoming.route.refused} 1 when the file as it is now was refused, by {@code file}
 * </ul>
 *
 * <p>A file that is gone leaves no series behind.
 */
final class RouteMeters {
  private final Counter accepted;
  private final Counter refused;
  private final MultiGauge versions;
  private final MultiGauge loaded;
  private final MultiGauge refusals;

  RouteMeters(MeterRegistry registry) {
    accepted = registry.counter("incoming.route.changes", "result", "accepted");
    refused = registry.counter("incoming.route.changes", "result", "refused");
    versions = MultiGauge.builder("incoming.route.version").register(registry);
    loaded = MultiGauge.builder("incoming.route.loaded").baseUnit("seconds").register(registry);
    refusals = MultiGauge.builder("incoming.route.refused").register(registry);
  }

  void accepted() {
    accepted.increment();
  }

  void refused() {
    refused.increment();
  }

  /** Shows {@code states}, and none that are not among them. */
  void show(List<IntegrationState> states) {
    List<IntegrationState> running =
        states.stream().filter(state -> state.running().isPresent()).toList();
    versions.register(
        running.stream()
            .<MultiGauge.Row<?>>map(
                state ->
                    MultiGauge.Row.of(
                        file(state).and("hash", state.running().orElseThrow().hash()),
                        state.running().orElseThrow().version()))
            .toList(),
        true);
    loaded.register(
        running.stream()
            .<MultiGauge.Row<?>>map(
                state ->
                    MultiGauge.Row.of(
                        file(state),
                        state.running().orElseThrow().loadedAt().toEpochMilli() / 1000.0))
            .toList(),
        true);
    refusals.register(
        states.stream()
            .<MultiGauge.Row<?>>map(
                state -> MultiGauge.Row.of(file(state), state.problem().isPresent() ? 1 : 0))
            .toList(),
        true);
  }

  private static Tags file(IntegrationState state) {
    return Tags.of("file", state.file());
  }
}
