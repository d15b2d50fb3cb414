package incoming.route;

import incoming.delivery.DispatchTable;
import incoming.http.EndpointTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
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
  boolean load(Integration integration) {
    if (isRunning(integration)) {
      return false;
    }
    Reading reading = Reading.fromDisk();
    try {
      Lint.Result checked = check(integration, reading);
      if (checked.isRefused()) {
        refuse(integration, reading, Refusal.text(integration.file(), checked.findings()));
        return false;
      }
      run(integration, reading, checked.names(), false);
      integration.judge(Optional.empty());
      meters.accepted();
      LOG.info("{}: {} serves", integration.state().file(), description(integration));
      if (!checked.findings().isEmpty()) {
        LOG.warn(
            "{}: {}",
            integration.state().file(),
            Refusal.text(integration.file(), checked.findings()));
      }
      keep(integration, reading);
      return true;
    } catch (Exception | StackOverflowError | LinkageError e) {
      // An Error, too, is this file's alone: it nests too deeply, or names a class that lacks
      // parts.
      refuse(integration, reading, Reason.of(e));
      LOG.debug("{}: refused", integration.state().file(), e);
      return false;
    } finally {
      integration.attempted(reading.fingerprints());
    }
  }

  /** Lets other files have the paths and ids of one that is gone; it serves until {@link #end}. */
  void release(Integration integration) {
    table.leaving(integration.name());
    taken.remove(integration.file());
  }

  /** Ends what runs of a file that is gone. */
  void end(Integration integration) {
    IntSupplier inWork =
        both(table.withdraw(integration.name()), deliveries.withdraw(integration.name()));
    if (integration.running() != null) {
      retired.add(integration.state().file(), integration.running(), inWork);
    }
    try {
      lastGood.forget(integration.name());
    } catch (IOException e) {
      LOG.error(
          "{}: its last good copy could not be deleted: {}", integration.name(), Reason.of(e));
    }
    LOG.info("{}: deleted, {} ends", integration.state().file(), description(integration));
  }

  /** A file that was written, but to the same content, or back to it. */
  private boolean isRunning(Integration integration) {
    Reading reading = Reading.fromDisk();
    try {
      for (Path source : integration.sources()) {
        reading.read(source);
      }
    } catch (IOException e) {
      return false; // what is missing is told by the load that follows
    }
    if (!integration.runs(ContentHash.of(folder, reading.contents()))) {
      return false;
    }
    if (integration.isRefused()) {
      integration.judge(Optional.empty());
      LOG.info(
          "{}: is again as {}, which serves", integration.state().file(), description(integration));
    }
    integration.attempted(reading.fingerprints());
    return true;
  }

  private Lint.Result check(Integration integration, Reading reading) throws Exception {
    byte[] content = reading.read(integration.file());
    return reads.through(reading, () -> lint.check(integration.file(), content, taken));
  }

  private void run(Integration integration, Reading reading, Names names, boolean isCopy)
      throws Exception {
    Resource file =
        ResourceHelper.fromBytes("file:" + integration.file(), reading.read(integration.file()));
    int number = versions.getOrDefault(integration.name(), 0) + 1;
    Version version =
        reads.through(reading, () -> Version.start(camel, integration.name(), number, file));
    String hash = ContentHash.of(folder, reading.contents());
    versions.put(integration.name(), number);
    IntSupplier inWork =
        both(table.publish(integration.name()), deliveries.publish(integration.name()));
    Version before =
        integration.replace(
            version,
            reading.contents().keySet(),
            new IntegrationState.Running(number, hash, clock.instant(), isCopy));
    taken.put(integration.file(), names);
    if (before != null) {
      retired.add(integration.state().file(), before, inWork);
    }
  }

  private static IntSupplier both(IntSupplier one, IntSupplier other) {
    return () -> one.getAsInt() + other.getAsInt();
  }

  private void refuse(Integration integration, Reading reading, String problem) {
    if (integration.running() == null) {
      runLastGood(integration);
    }
    if (integration.running() == null) {
      byte[] content = reading.contents().getOrDefault(integration.file(), new byte[0]);
      table.unavailable(integration.name(), Refusal.paths(content));
    }
    if (!integration.state().problem().equals(Optional.of(problem))) {
      meters.refused();
      LOG.error(
          "{}: refused, {} serves: {}",
          integration.state().file(),
          description(integration),
          problem);
    }
    integration.judge(Optional.of(problem));
  }

  private void runLastGood(Integration integration) {
    try {
      Optional<SortedMap<Path, byte[]>> copies = lastGood.find(integration.name());
      if (copies.isPresent()) {
        Reading reading = Reading.fromCopies(copies.get());
        // What ran before may run again, whatever a newer lint has to say of it.
        run(integration, reading, check(integration, reading).names(), true);
        LOG.warn("{}: runs from its last good copy", integration.state().file());
      }
    } catch (Exception | StackOverflowError | LinkageError e) {
      LOG.error(
          "{}: its last good copy does not run either: {}",
          integration.state().file(),
          Reason.of(e));
    }
  }

  private void keep(Integration integration, Reading reading) {
    try {
      lastGood.keep(
          integration.name(),
          integration.state().running().orElseThrow().hash(),
          reading.contents());
    } catch (IOException e) {
      LOG.error(
          "{}: no copy could be kept for the next start: {}",
          integration.state().file(),
          Reason.of(e));
    }
  }

  private static String description(Integration integration) {
    return integration.state().running().map(Object::toString).orElse("nothing of it");
  }
}
