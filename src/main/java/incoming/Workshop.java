package incoming;

import incoming.event.Flatten;
import incoming.http.DoorComponent;
import incoming.http.EndpointTable;
import incoming.infinispan.InfinispanSettings;
import incoming.infinispan.SharedCaches;
import incoming.integration.Entry;
import incoming.integration.Integrations;
import incoming.route.RouteFiles;
import incoming.sample.Candidate;
import incoming.sample.KeptSamples;
import incoming.sample.Sample;
import incoming.sample.Samples;
import incoming.sample.Tries;
import incoming.sample.Windows;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Where integrations are made: drafts, the samples that they are made by, and tries of both. */
final class Workshop implements AutoCloseable {
  private final Configuration configuration;
  private final RouteFiles files;
  private final KeptSamples kept;
  private final Samples samples;
  private final Optional<SharedCaches> shared;
  private final Windows windows;
  private final Tries tries;
  private volatile Integrations integrations;

  Workshop(CamelContext camel, Configuration configuration, EndpointTable table, RouteFiles files) {
    this.configuration = configuration;
    this.files = files;
    kept = new KeptSamples(configuration.data().resolve("drafts"));
    samples =
        new Samples(
            camel,
            new Flatten(configuration.event()),
            configuration.door().maxBody(),
            Clock.systemUTC());
    tries = new Tries(camel, configuration.routes(), samples, Clock.systemUTC());
    shared = shared(configuration.infinispan());
    windows =
        new Windows(
            camel,
            table,
            () -> new DoorComponent(table, configuration.door(), 0),
            this::draft,
            this::keep,
            shared,
            Clock.systemUTC());
  }

  private static Optional<SharedCaches> shared(InfinispanSettings settings) {
    return settings.isShared() ? Optional.of(new SharedCaches(settings)) : Optional.empty();
  }

  /** Finishes what a crash has left; to be called before the route files are loaded. */
  void open() {
    integrations =
        Integrations.open(configuration.routes(), configuration.data(), files, Clock.systemUTC());
    windows.follow();
  }

  private Optional<Candidate> draft(String endpointId) {
    return integrations
        .findByEndpoint(endpointId)
        .flatMap(
            entry ->
                entry
                    .draft()
                    .map(Entry.Stored::file)
                    .filter(file -> file.endpointIds().contains(endpointId))
                    .map(
                        file ->
                            new Candidate(
                                entry.name(), file.text(), file.templates(entry.name()))));
  }

  private void keep(String endpointId, Sample sample) {
    integrations.findByEndpoint(endpointId).ifPresent(entry -> kept.keep(entry.name(), sample));
  }

  /** What people do with integrations; only once it is open. */
  Integrations integrations() {
    return integrations;
  }

  /** The samples that are kept. */
  KeptSamples kept() {
    return kept;
  }

  /** What makes samples of what people write down. */
  Samples samples() {
    return samples;
  }

  /** Through which requests are caught. */
  Windows windows() {
    return windows;
  }

  /** With which requests are tried out. */
  Tries tries() {
    return tries;
  }

  @Override
  public void close() {
    windows.close();
    if (shared.isPresent()) {
      shared.get().close(); // no method reference, which would load Hot Rod to find nothing
    }
    tries.close();
  }
}
