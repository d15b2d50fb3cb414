package incoming.route;

import incoming.delivery.DispatchTable;
import incoming.http.EndpointTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one route file, all or nothing: the new version starts beside the old one and takes its
 * place in one step, or the old one has never been touched.
 *
 * <p>Not thread-safe.
 */
final class Loader {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

  private final ModelCamelContext camel;
  private final Path folder;
  private final EndpointTable table;
  private final DispatchTable deliveries;
  private final Reads reads;
  private final LastGood lastGood;
  private final Retired retired;
  private final RouteMeters meters;
  private final InstantSource clock;
  private final Lint lint;
  private final Names.Taken taken = new Names.Taken();

  /** The last version of each integration, also of those that are gone: theirs may still end. */
  private final Map<String, Integer> versions = new HashMap<>();

  Loader(
      ModelCamelContext camel,
      Path folder,
      EndpointTable table,
      DispatchTable deliveries,
      Reads reads,
      LastGood lastGood,
      Retired retired,
      RouteMeters meters,
      InstantSource clock) {
    this.camel = camel;
    this.folder = folder;
    this.table = table;
    this.deliveries = deliveries;
    this.reads = reads;
    this.lastGood = lastGood;
    this.retired = retired;
    this.meters = meters;
    this.clock = clock;
    this.lint = new Lint(camel, Finding.Severity.ERROR);
  }

  /** Loads the file as it is now; answers whether that changed what runs. */
  boolean load(LiveFile live) {
    if (isRunning(live)) {
      return false;
    }
    Reading reading = Reading.fromDisk();
    try {
      Lint.Result checked = check(live, reading);
      if (checked.isRefused()) {
        refuse(live, reading, Refusal.text(live.file(), checked.findings()));
        return false;
      }
      run(live, reading, checked.names(), false);
      live.judge(Optional.empty());
      meters.accepted();
      LOG.info("{}: {} serves", live.state().file(), description(live));
      if (!checked.findings().isEmpty()) {
        LOG.warn("{}: {}", live.state().file(), Refusal.text(live.file(), checked.findings()));
      }
      keep(live, reading);
      return true;
    } catch (Exception | StackOverflowError | LinkageError e) {
      // An Error, too, is this file's alone: it nests too deeply, or names a class that lacks
      // parts.
      refuse(live, reading, Reason.of(e));
      LOG.debug("{}: refused", live.state().file(), e);
      return false;
    } finally {
      live.attempted(reading.fingerprints());
    }
  }

  /**
   * What a lint says of the route file {@code name} as it would be with {@code contents}, by the
   * names of the files that they replace or add; nothing is loaded.
   */
  List<Finding> check(String name, Map<String, byte[]> contents) {
    return found(name, contents, lint::check);
  }

  /** As {@link #check}, and whether its routes can be built. */
  List<Finding> rehearse(String name, Map<String, byte[]> contents) {
    return found(name, contents, lint::rehearse);
  }

  /** One of the ways in which a file is looked at. */
  private interface Look {
    Lint.Result at(Path file, byte[] content, Names.Taken taken);
  }

  private List<Finding> found(String name, Map<String, byte[]> contents, Look look) {
    Map<Path, byte[]> files = new HashMap<>();
    contents.forEach((file, content) -> files.put(folder.resolve(file).normalize(), content));
    Path file = folder.resolve(name).normalize();
    Reading reading = Reading.over(files);
    try {
      byte[] content = reading.read(file);
      return reads.through(reading, () -> look.at(file, content, taken)).findings();
    } catch (Exception | StackOverflowError | LinkageError e) {
      return List.of(new Finding(file, 1, 1, Finding.Severity.ERROR, Reason.of(e)));
    }
  }

  /** Lets other files have the paths and ids of one that is gone; it serves until {@link #end}. */
  void release(LiveFile live) {
    table.leaving(live.name());
    taken.remove(live.file());
  }

  /** Ends what runs of a file that is gone. */
  void end(LiveFile live) {
    IntSupplier inWork = both(table.withdraw(live.name()), deliveries.withdraw(live.name()));
    if (live.running() != null) {
      retired.add(live.state().file(), live.running(), inWork);
    }
    try {
      lastGood.forget(live.name());
    } catch (IOException e) {
      LOG.error("{}: its last good copy could not be deleted: {}", live.name(), Reason.of(e));
    }
    LOG.info("{}: deleted, {} ends", live.state().file(), description(live));
  }

  /** A file that was written, but to the same content, or back to it. */
  private boolean isRunning(LiveFile live) {
    Reading reading = Reading.fromDisk();
    try {
      for (Path source : live.sources()) {
        reading.read(source);
      }
    } catch (IOException e) {
      return false; // what is missing is told by the load that follows
    }
    if (!live.runs(ContentHash.of(folder, reading.contents()))) {
      return false;
    }
    if (live.isRefused()) {
      live.judge(Optional.empty());
      LOG.info("{}: is again as {}, which serves", live.state().file(), description(live));
    }
    live.attempted(reading.fingerprints());
    return true;
  }

  private Lint.Result check(LiveFile live, Reading reading) throws Exception {
    byte[] content = reading.read(live.file());
    return reads.through(reading, () -> lint.check(live.file(), content, taken));
  }

  private void run(LiveFile live, Reading reading, Names names, boolean isCopy) throws Exception {
    Resource file = YamlSource.resource(live.file(), reading.read(live.file()));
    int number = versions.getOrDefault(live.name(), 0) + 1;
    Version version = reads.through(reading, () -> Version.start(camel, live.name(), number, file));
    String hash = ContentHash.of(folder, reading.contents());
    versions.put(live.name(), number);
    IntSupplier inWork = both(table.publish(live.name()), deliveries.publish(live.name()));
    Version before =
        live.replace(
            version,
            reading.contents().keySet(),
            new IntegrationState.Running(number, hash, clock.instant(), isCopy));
    taken.put(live.file(), names);
    if (before != null) {
      retired.add(live.state().file(), before, inWork);
    }
  }

  private static IntSupplier both(IntSupplier one, IntSupplier other) {
    return () -> one.getAsInt() + other.getAsInt();
  }

  private void refuse(LiveFile live, Reading reading, String problem) {
    if (live.running() == null) {
      runLastGood(live);
    }
    if (live.running() == null) {
      byte[] content = reading.contents().getOrDefault(live.file(), new byte[0]);
      table.unavailable(live.name(), Refusal.paths(content));
    }
    if (!live.state().problem().equals(Optional.of(problem))) {
      meters.refused();
      LOG.error("{}: refused, {} serves: {}", live.state().file(), description(live), problem);
    }
    live.judge(Optional.of(problem));
  }

  private void runLastGood(LiveFile live) {
    try {
      Optional<SortedMap<Path, byte[]>> copies = lastGood.find(live.name());
      if (copies.isPresent()) {
        Reading reading = Reading.fromCopies(copies.get());
        // What ran before may run again, whatever a newer lint has to say of it.
        run(live, reading, check(live, reading).names(), true);
        LOG.warn("{}: runs from its last good copy", live.state().file());
      }
    } catch (Exception | StackOverflowError | LinkageError e) {
      LOG.error(
          "{}: its last good copy does not run either: {}", live.state().file(), Reason.of(e));
    }
  }

  private void keep(LiveFile live, Reading reading) {
    try {
      lastGood.keep(live.name(), live.state().running().orElseThrow().hash(), reading.contents());
    } catch (IOException e) {
      LOG.error(
          "{}: no copy could be kept for the next start: {}", live.state().file(), Reason.of(e));
    }
  }

  private static String description(LiveFile live) {
    return live.state().running().map(Object::toString).orElse("nothing of it");
  }
}
