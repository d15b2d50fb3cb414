package incoming.route;

import incoming.delivery.DispatchTable;
import incoming.http.EndpointTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of one folder, each loaded by itself whenever it changes: a file that does not
 * load stops nothing else, least of all the version of it that runs.
 *
 * <p>Every {@code *.camel.yaml} directly in the folder is one integration; names that begin with a
 * dot are editors' and Kubernetes' own. The folder is looked at, not listened to: so a change is
 * seen whatever made it, an editor, {@code git}, {@code cp} or a ConfigMap, and one that is being
 * written is left alone until two looks agree; one that is deleted counts as such after a second.
 * What a route loads beside its own file (templates, {@code resource:file:}) counts as a part of
 * it; the class path does not.
 *
 * <p>{@link #states()} and {@link #isLoaded()} may be called by any thread; the rest by the one
 * that starts the application.
 */
public final class RouteFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

  private final ModelCamelContext camel;
  private final Path folder;
  private final RouteSettings settings;
  private final Supplier<Set<String>> keys;
  private final InstantSource clock;
  private final LastGood lastGood;
  private final Retired retired;
  private final Loader loader;
  private final RouteMeters meters;
  private final NavigableMap<Path, Integration> integrations = new ConcurrentSkipListMap<>();
  private ScheduledExecutorService watch;
  private Future<?> looks;
  private volatile boolean loaded;
  private boolean blind;
  private Set<Path> ignored = Set.of();
  private Set<String> seenKeys = Set.of();

  /**
   * Route files of {@code folder}; nothing is read before {@link #load}.
   *
   * @param copies directory for the last good copies
   * @param reads what the components that read templates read them through
   * @param keys the names of keys that come and go while this runs: what was refused is tried again
   *     when they change
   * @param meters gets {@code incoming.route.*}
   */
  public RouteFiles(
      ModelCamelContext camel,
      Path folder,
      Path copies,
      EndpointTable table,
      DispatchTable deliveries,
      Reads reads,
      RouteSettings settings,
      Supplier<Set<String>> keys,
      MeterRegistry meters,
      InstantSource clock) {
    this.camel = camel;
    this.folder = folder.toAbsolutePath().normalize();
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
    this.lastGood = new LastGood(copies, this.folder);
    this.retired = new Retired(settings.drainTimeout(), System::nanoTime);
    this.meters = new RouteMeters(meters);
    this.loader =
        new Loader(
            camel, this.folder, table, deliveries, reads, lastGood, retired, this.meters, clock);
    camel.getRegistry().bind(FileResources.NAME, new FileResources(reads));
  }

  /** Loads every file in the order of their names. */
  public void load() {
    seenKeys = keys.get();
    try {
      for (Path file : files()) {
        Integration integration = new Integration(file);
        integrations.put(file, integration);
        loader.load(integration);
      }
      forgetDeleted();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the route files in " + folder, e);
    }
    loaded = true;
    meters.show(states());
  }

  /** Begins to watch the files, on a thread of its own. */
  public void watch() {
    watch =
        camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "incoming-routes");
    long millis = settings.scanInterval().toMillis();
    looks = watch.scheduleWithFixedDelay(this::lookSafely, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Stops watching; what runs goes on. */
  @Override
  public void close() {
    if (watch != null) {
      looks.cancel(false);
      camel.getExecutorServiceManager().shutdownGraceful(watch);
    }
  }

  /** Every file, in the order of their names. */
  public List<IntegrationState> states() {
    return integrations.values().stream().map(Integration::state).toList();
  }

  /** Whether every file has been loaded or refused once. */
  public boolean isLoaded() {
    return loaded;
  }

  private void lookSafely() {
    try {
      look();
      blind = false;
    } catch (IOException | RuntimeException | Error e) {
      // Thrown on, it would end the watch without a word. The next look may be luckier. Whatever it
      // is that fails, what runs goes on.
      if (!blind) {
        LOG.error("{}: cannot be watched: {}", folder, e.toString());
      }
      blind = true;
    }
  }

  /** Looks at all files once and loads what has changed and settled. */
  void look() throws IOException {
    retired.remove();
    for (Path file : files()) {
      integrations.computeIfAbsent(file, Integration::new);
    }
    List<Integration> changed = new ArrayList<>();
    List<Integration> gone = new ArrayList<>();
    boolean newcomers = false;
    boolean missing = false;
    for (Integration integration : integrations.values()) {
      switch (integration.look(clock.instant())) {
        case CHANGED -> changed.add(integration);
        case GONE -> gone.add(integration);
        case CHANGING -> newcomers |= integration.isNew();
        case MISSING -> missing = true;
        case SAME -> {}
      }
    }
    // One that is missing and one that is new may be one that is moved. The new one takes over from
    // the old one in one look, so that there is no gap and nothing is refused.
    if (newcomers) {
      gone.clear();
    }
    if (missing) {
      changed.removeIf(Integration::isNew);
    }
    Set<String> keysNow = keys.get();
    boolean moved = !gone.isEmpty() || !keysNow.equals(seenKeys);
    if (changed.isEmpty() && !moved) {
      return;
    }
    seenKeys = keysNow;
    gone.forEach(loader::release);
    for (Integration integration : changed) {
      moved |= loader.load(integration);
    }
    if (moved) {
      List<Integration> others = new ArrayList<>(integrations.values());
      others.removeAll(changed);
      others.removeAll(gone);
      // What was refused because of another file, or for want of a key, may run now.
      others.stream().filter(Integration::isRefused).forEach(loader::load);
    }
    for (Integration integration : gone) {
      integrations.remove(integration.file());
      loader.end(integration);
    }
    meters.show(states());
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Set<Path> others = new HashSet<>();
    for (Path file : FileNames.all(folder)) {
      if (FileNames.isRouteFile(file)) {
        files.add(file);
      } else {
        others.add(file);
        if (!ignored.contains(file)) {
          Findings findings = new Findings(file);
          FileNames.check(file, findings);
          findings.sorted().forEach(f -> LOG.warn("{}: {}", file.getFileName(), f.message()));
        }
      }
    }
    ignored = others;
    return files;
  }

  /** A file that was deleted while nothing ran must not come back. */
  private void forgetDeleted() throws IOException {
    Set<String> names =
        integrations.values().stream().map(Integration::name).collect(Collectors.toSet());
    for (String name : lastGood.integrations()) {
      if (!names.contains(name)) {
        lastGood.forget(name);
      }
    }
  }
}
