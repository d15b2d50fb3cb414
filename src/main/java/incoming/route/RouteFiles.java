package incoming.route;

import incoming.delivery.DispatchTable;
import incoming.http.EndpointTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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
 * <p>{@link #states()}, {@link #isLoaded()}, {@link #changes()}, {@link #check} and {@link
 * #rehearse} may be called by any thread; the rest by the one that starts the application.
 */
public final class RouteFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

  private final ModelCamelContext camel;
  private final Path folder;
  private final RouteSettings settings;
  private final Supplier<Set<String>> keys;
  private final InstantSource clock;
  private final Listing listing;
  private final LastGood lastGood;
  private final Retired retired;
  private final Loader loader;
  private final RouteMeters meters;
  private final NavigableMap<Path, LiveFile> integrations = new ConcurrentSkipListMap<>();
  private ScheduledExecutorService watch;
  private Future<?> looks;
  private final ReentrantLock changes = new ReentrantLock();
  private volatile boolean loaded;
  private boolean blind;
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
    this.listing = new Listing(this.folder);
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
      for (Path file : listing.files()) {
        LiveFile live = new LiveFile(file);
        integrations.put(file, live);
        loader.load(live);
      }
      // One that was deleted while nothing ran must not come back.
      lastGood.keepOnly(
          integrations.values().stream().map(LiveFile::name).collect(Collectors.toSet()));
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
    return integrations.values().stream().map(LiveFile::state).toList();
  }

  /** Whether every file has been loaded or refused once. */
  public boolean isLoaded() {
    return loaded;
  }

  /** Held by whoever changes several files that belong together: no look sees only some of them. */
  public Lock changes() {
    return changes;
  }

  /**
   * What would be said of a route file if it and the files beside it were as given; it is neither
   * written nor loaded. Waits for a look that is being taken.
   *
   * @param name of the route file, such as {@code orders.camel.yaml}
   * @param contents by the names of files of the folder, that of the route file among them
   * @return in the order of the file; with an error among them, the file would be refused
   */
  public List<Finding> check(String name, Map<String, byte[]> contents) {
    changes.lock();
    try {
      return loader.check(name, contents);
    } finally {
      changes.unlock();
    }
  }

  /**
   * As {@link #check}, and where no error is found the routes are built as well, without being
   * started: what only Camel's builder can tell is among the findings. Routes of a file that
   * declares beans are not built, since its beans would take the place of those that run.
   */
  public List<Finding> rehearse(String name, Map<String, byte[]> contents) {
    changes.lock();
    try {
      return loader.rehearse(name, contents);
    } finally {
      changes.unlock();
    }
  }

  private void lookSafely() {
    changes.lock();
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
    } finally {
      changes.unlock();
    }
  }

  /** Looks at all files once and loads what has changed and settled. */
  void look() throws IOException {
    retired.remove();
    for (Path file : listing.files()) {
      integrations.computeIfAbsent(file, LiveFile::new);
    }
    List<LiveFile> changed = new ArrayList<>();
    List<LiveFile> gone = new ArrayList<>();
    boolean newcomers = false;
    boolean missing = false;
    for (LiveFile live : integrations.values()) {
      switch (live.look(clock.instant())) {
        case CHANGED -> changed.add(live);
        case GONE -> gone.add(live);
        case CHANGING -> newcomers |= live.isNew();
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
      changed.removeIf(LiveFile::isNew);
    }
    Set<String> keysNow = keys.get();
    boolean moved = !gone.isEmpty() || !keysNow.equals(seenKeys);
    if (changed.isEmpty() && !moved) {
      return;
    }
    seenKeys = keysNow;
    gone.forEach(loader::release);
    for (LiveFile live : changed) {
      moved |= loader.load(live);
    }
    while (moved) {
      // What was refused because of another file, or for want of a key, may run now; and what then
      // runs may have given up what yet another waits for.
      moved = false;
      for (LiveFile live : integrations.values()) {
        moved |= live.isRefused() && !gone.contains(live) && loader.load(live);
      }
    }
    for (LiveFile live : gone) {
      integrations.remove(live.file());
      loader.end(live);
    }
    meters.show(states());
  }
}
