package incoming.integration;

import incoming.route.Finding;
import incoming.route.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BiFunction;

/**
 * The life of integrations: created as drafts, published into the folder of the route files,
 * changed in further drafts, unpublished, deleted, and brought back.
 *
 * <p>A draft serves no traffic; what is published runs until the moment that another version takes
 * its place. Each change takes the {@link Entry#etag} that was read, and is made only if nobody, by
 * hand or here, has changed anything of the integration since; what can be expected to go wrong is
 * told by the {@link Outcome}. A change is done as a whole: after a crash at any moment all of its
 * files are changed, or none; where a disk fails, {@link UncheckedIOException} says so.
 * Thread-safe: one change at a time, none while the folder is looked at.
 *
 * <p>Two processes that share the folder of the route files, or an editor that saves within the
 * instant between a last look and the renaming of the file, are not kept apart: the last one wins.
 */
public final class Integrations {
  private final Inventory inventory;
  private final Drafts drafts;
  private final Publishing publishing;
  private final Lock changes;

  private Integrations(
      Inventory inventory,
      BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
      Lock changes,
      InstantSource clock) {
    this.inventory = inventory;
    this.drafts = new Drafts(inventory, clock);
    this.publishing = new Publishing(inventory, lint, clock);
    this.changes = changes;
  }

  /**
   * Integrations whose route files are in {@code routes}, with their drafts and versions below
   * {@code data}; first finishes what a crash has left undone, so that it is to be called before
   * the route files are loaded.
   *
   * @param files what runs of {@code routes}
   */
  public static Integrations open(Path routes, Path data, RouteFiles files, InstantSource clock) {
    return open(new Inventory(routes, data, new Disk()), files::rehearse, files.changes(), clock);
  }

  static Integrations open(
      Inventory inventory,
      BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
      Lock changes,
      InstantSource clock) {
    Integrations integrations = new Integrations(inventory, lint, changes, clock);
    integrations.locked(() -> null);
    return integrations;
  }

  /**
   * At most {@code limit} of them whose names come after {@code after}, in the order of their
   * names; of the others nothing but their names is read. Files that are called otherwise, and
   * those that cannot be read, are left out.
   */
  public List<Entry> page(String after, int limit) {
    return locked(() -> inventory.page(after, limit));
  }

  /** The integration {@code name}; there is none of what is no name. */
  public Optional<Entry> find(String name) {
    return locked(() -> look(name).map(found -> found.entry(name)));
  }

  /** The integration that has the endpoint {@code endpointId}, as a draft or published. */
  public Optional<Entry> findByEndpoint(String endpointId) {
    return locked(() -> inventory.findByEndpoint(endpointId));
  }

  /** The versions of {@code name} that were published, the newest first, at most 20. */
  public List<Version> versions(String name) {
    return locked(() -> Faults.isName(name) ? inventory.versions().all(name) : List.of());
  }

  /** Makes a draft of a new integration; without an endpoint id it is given one. */
  public Outcome create(Integration integration) {
    return locked(() -> drafts.create(integration));
  }

  /** Makes a draft of a new integration that is given as text. */
  public Outcome create(String name, RouteFile file) {
    return locked(() -> drafts.create(name, file));
  }

  /**
   * Saves what a form says as the draft of {@code name}; refused where the file is customised. Of
   * the comments of the file only the one at its head is kept.
   */
  public Outcome save(String name, Integration integration, String etag) {
    return change(name, etag, found -> drafts.save(name, found, integration));
  }

  /** Saves text as the draft of {@code name}, whatever it says: it is checked when published. */
  public Outcome save(String name, RouteFile file, String etag) {
    return change(name, etag, found -> drafts.save(name, found, file));
  }

  /** Deletes the draft of {@code name}, of which something is published. */
  public Outcome discard(String name, String etag) {
    return change(name, etag, found -> drafts.discard(name, found));
  }

  /**
   * Publishes the draft of {@code name}: it runs within two seconds, in the place of what ran.
   *
   * @param by who does it, for the versions
   */
  public Outcome publish(String name, String etag, String by) {
    return change(name, etag, found -> publishing.publish(name, found, by));
  }

  /** Takes {@code name} out of service; what was published is its draft, unless it has another. */
  public Outcome unpublish(String name, String etag) {
    return change(name, etag, found -> publishing.unpublish(name, found));
  }

  /**
   * Deletes all of {@code name} but its versions.
   *
   * @param repeated the name once more, as a person who means it has typed it
   */
  public Outcome delete(String name, String repeated, String etag) {
    return change(name, etag, found -> publishing.delete(name, found, repeated));
  }

  /**
   * Makes a draft of a version that was published before, under the endpoint of today.
   *
   * @param etag empty when {@code name} was deleted
   */
  public Outcome restore(String name, int number, Optional<String> etag) {
    return locked(
        () -> {
          Found found = look(name).orElse(Found.NOTHING);
          Optional<String> now =
              found.isEmpty() ? Optional.empty() : Optional.of(found.entry(name).etag());
          Optional<Version> version =
              Faults.isName(name) ? inventory.versions().find(name, number) : Optional.empty();
          if (version.isEmpty()) {
            return new Outcome.Gone();
          }
          return etag.equals(now) ? drafts.restore(name, found, version.get().file()) : conflict();
        });
  }

  /**
   * Makes a draft in which {@code name} has a new endpoint, and the one of today beside it.
   *
   * @param valid for how long from now the endpoint of today is served, up to a year
   */
  public Outcome rotate(String name, Duration valid, String etag) {
    return change(name, etag, found -> drafts.rotate(name, found, valid));
  }

  private static Outcome conflict() {
    return new Outcome.Conflict("it was changed since it was read; read it again");
  }

  private Optional<Found> look(String name) throws IOException {
    return Faults.isName(name)
        ? Optional.of(inventory.find(name)).filter(found -> !found.isEmpty())
        : Optional.empty();
  }

  private Outcome change(String name, String etag, Change change) {
    return locked(
        () -> {
          Optional<Found> found = look(name);
          if (found.isEmpty()) {
            return new Outcome.Gone();
          }
          return found.get().entry(name).etag().equals(etag) ? change.of(found.get()) : conflict();
        });
  }

  private <T> T locked(Work<T> work) {
    changes.lock();
    try {
      inventory.recover();
      return work.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      changes.unlock();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T result() throws IOException;
  }

  @FunctionalInterface
  private interface Change {
    Outcome of(Found found) throws IOException;
  }
}
