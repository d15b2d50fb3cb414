package incoming.integration;

import incoming.integration.Inventory.Found;
import incoming.integration.RouteFile.Canonical;
import incoming.integration.RouteFile.Customised;
import incoming.route.Finding;
import incoming.route.RouteFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final Duration LONGEST_ROTATION = Duration.ofDays(365);

  private final Inventory inventory;
  private final BiFunction<String, Map<String, byte[]>, List<Finding>> lint;
  private final Lock changes;
  private final InstantSource clock;

  private Integrations(
      Inventory inventory,
      BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
      Lock changes,
      InstantSource clock) {
    this.inventory = inventory;
    this.lint = lint;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Integrations whose route files are in {@code routes}, with their drafts and versions below
   * {@code data}; first finishes what a crash has left undone, so that it is to be called before
   * the route files are loaded.
   *
   * @param files what runs of {@code routes}
   */
  public static Integrations open(Path routes, Path data, RouteFiles files, InstantSource clock) {
    return open(new Inventory(routes, data, new Disk()), files::check, files.changes(), clock);
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

  /** All of them, in the order of their names; files that are called otherwise are left out. */
  public List<Entry> list() {
    return locked(
        () -> {
          List<Entry> all = new ArrayList<>();
          for (String name : inventory.names()) {
            all.add(inventory.find(name).entry(name));
          }
          return all;
        });
  }

  /** The integration {@code name}; there is none of what is no name. */
  public Optional<Entry> find(String name) {
    return locked(() -> look(name).map(found -> found.entry(name)));
  }

  /** The integration that has the endpoint {@code endpointId}, as a draft or published. */
  public Optional<Entry> findByEndpoint(String endpointId) {
    return list().stream()
        .filter(
            entry ->
                entry.draft().stream().anyMatch(draft -> has(draft, endpointId))
                    || entry.published().stream().anyMatch(file -> has(file, endpointId)))
        .findFirst();
  }

  private static boolean has(Entry.Stored stored, String endpointId) {
    return stored.file().endpointIds().contains(endpointId);
  }

  /** The versions of {@code name} that were published, the newest first, at most 20. */
  public List<Version> versions(String name) {
    return locked(() -> Faults.isName(name) ? inventory.versions().all(name) : List.of());
  }

  /** Makes a draft of a new integration; without an endpoint id it is given one. */
  public Outcome create(Integration integration) {
    return locked(
        () -> {
          Integration named =
              integration.endpointId().isEmpty()
                  ? integration.at(inventory.ids().next(), null)
                  : integration;
          return named.faults().isEmpty()
              ? add(named.name(), RouteFile.write(named))
              : new Outcome.Faulty(named.faults());
        });
  }

  /** Makes a draft of a new integration that is given as text. */
  public Outcome create(String name, RouteFile file) {
    return locked(
        () -> {
          List<Fault> faults = textFaults(name, file);
          return faults.isEmpty() ? add(name, file) : new Outcome.Faulty(faults);
        });
  }

  private Outcome add(String name, RouteFile file) throws IOException {
    Found found = inventory.find(name);
    return found.isEmpty()
        ? draft(name, found, file)
        : new Outcome.Refused("name-taken", "there is an integration '" + name + "' already");
  }

  /** Saves what a form says as the draft of {@code name}. */
  public Outcome save(String name, Integration integration, String etag) {
    return change(
        name,
        etag,
        found -> {
          if (found.current().stored(name).shape() instanceof Customised customised) {
            return refuse(customised);
          }
          Integration before = found.current().stored(name).integration().orElseThrow();
          List<Fault> faults = new ArrayList<>(integration.faults());
          if (!integration.name().equals(name)) {
            faults.add(new Fault("/name", "is '" + name + "' for its life"));
          }
          if (!integration.endpointId().equals(before.endpointId())) {
            faults.add(new Fault("/endpointId", "is never changed by hand; rotate it instead"));
          }
          if (integration.former() != null && !integration.former().equals(before.former())) {
            faults.add(new Fault("/former", "comes of a rotation; keep it or leave it out"));
          }
          return faults.isEmpty()
              ? draft(name, found, RouteFile.write(integration))
              : new Outcome.Faulty(faults);
        });
  }

  /** Saves text as the draft of {@code name}, whatever it says: it is checked when published. */
  public Outcome save(String name, RouteFile file, String etag) {
    return change(
        name,
        etag,
        found -> {
          List<Fault> faults = textFaults(name, file);
          return faults.isEmpty() ? draft(name, found, file) : new Outcome.Faulty(faults);
        });
  }

  /** Deletes the draft of {@code name}, of which something is published. */
  public Outcome discard(String name, String etag) {
    return change(
        name,
        etag,
        found -> {
          if (found.published().isEmpty() || found.draft().isEmpty()) {
            return new Outcome.Refused(
                "nothing-to-discard", "there is no draft beside a published version");
          }
          return apply(name, inventory.edit(name, found).withoutDraft(false), List.of());
        });
  }

  /**
   * Publishes the draft of {@code name}: it runs within two seconds, in the place of what ran.
   *
   * @param by who does it, for the versions
   */
  public Outcome publish(String name, String etag, String by) {
    return change(
        name,
        etag,
        found -> {
          if (found.draft().isEmpty()) {
            return new Outcome.Refused("nothing-to-publish", "there is no draft");
          } else if (inventory.isDraftOutdated(name, found)) {
            return new Outcome.Conflict(
                "what is published was changed after the draft was saved; save the draft again to"
                    + " put it in its place, or discard it");
          }
          return publish(name, found, found.draft().get(), by);
        });
  }

  private Outcome publish(String name, Found found, Kept draft, String by) throws IOException {
    List<Fault> missing =
        draft.stored(name).integration().map(Integration::missing).orElse(List.of());
    if (!missing.isEmpty()) {
      return new Outcome.Faulty(missing);
    }
    Map<String, byte[]> candidate = new HashMap<>();
    Folder.contents(name, draft.file())
        .forEach((file, text) -> candidate.put(file, text.getBytes(StandardCharsets.UTF_8)));
    List<Finding> findings = lint.apply(Folder.routeFile(name), candidate);
    if (findings.stream().anyMatch(Finding::isError)) {
      return new Outcome.Findings(findings);
    } else if (!inventory.canPublish(name, draft.file())) {
      return new Outcome.ReadOnly(Folder.contents(name, draft.file()));
    }
    return apply(
        name,
        inventory.edit(name, found).publish(draft.file(), clock.millis(), by).withoutDraft(false),
        findings);
  }

  /** Takes {@code name} out of service; what was published is its draft, unless it has another. */
  public Outcome unpublish(String name, String etag) {
    return change(
        name,
        etag,
        found -> {
          if (found.published().isEmpty()) {
            return new Outcome.Refused("not-published", "nothing of it is published");
          } else if (!inventory.canPublish(name, found.published().get().file())) {
            return readOnly();
          }
          Inventory.Editing edit = inventory.edit(name, found).unpublish(clock.millis());
          return apply(
              name,
              found.draft().isPresent() ? edit : edit.draft(found.current().file()),
              List.of());
        });
  }

  /**
   * Deletes all of {@code name} but its versions.
   *
   * @param repeated the name once more, as a person who means it has typed it
   */
  public Outcome delete(String name, String repeated, String etag) {
    return change(
        name,
        etag,
        found -> {
          if (!repeated.equals(name)) {
            return new Outcome.Faulty(
                List.of(new Fault("/name", "repeat '" + name + "' to delete it")));
          } else if (found.published().isPresent()
              && !inventory.canPublish(name, found.published().get().file())) {
            return readOnly();
          }
          inventory.edit(name, found).unpublish(clock.millis()).withoutDraft(true).apply();
          return new Outcome.Deleted();
        });
  }

  /**
   * Makes a draft of a version that was published before, under the endpoint of today.
   *
   * @param etag empty when {@code name} was deleted
   */
  public Outcome restore(String name, int number, Optional<String> etag) {
    return locked(
        () -> {
          Found found = look(name).orElse(new Found(Optional.empty(), Optional.empty()));
          Optional<Version> version =
              Faults.isName(name) ? inventory.versions().find(name, number) : Optional.empty();
          if (version.isEmpty()) {
            return new Outcome.Gone();
          } else if (!etag.equals(
              found.isEmpty() ? Optional.empty() : Optional.of(found.entry(name).etag()))) {
            return conflict();
          }
          return draft(name, found, underCurrentEndpoint(name, found, version.get().file()));
        });
  }

  private static RouteFile underCurrentEndpoint(String name, Found found, RouteFile file) {
    Optional<Integration> current =
        found.isEmpty() ? Optional.empty() : found.current().stored(name).integration();
    return current.isPresent() && file.shape() instanceof Canonical canonical
        ? RouteFile.write(
            canonical.integration().at(current.get().endpointId(), current.get().former()))
        : file;
  }

  /**
   * Makes a draft in which {@code name} has a new endpoint, and the one of today beside it.
   *
   * @param valid for how long from now the endpoint of today is served, up to a year
   */
  public Outcome rotate(String name, Duration valid, String etag) {
    return change(
        name,
        etag,
        found -> {
          if (found.current().stored(name).shape() instanceof Customised customised) {
            return refuse(customised);
          }
          if (valid.isNegative() || valid.compareTo(LONGEST_ROTATION) > 0) {
            return new Outcome.Faulty(List.of(new Fault("/valid", "is a time up to 365 days")));
          }
          Integration integration = found.current().stored(name).integration().orElseThrow();
          Former former = integration.former();
          if (former != null && !former.isOver(clock.instant())) {
            return new Outcome.Refused(
                "rotation-under-way",
                "the endpoint before this one is valid until " + former.until());
          }
          Instant until = clock.instant().plus(valid).truncatedTo(ChronoUnit.SECONDS);
          return draft(
              name,
              found,
              RouteFile.write(
                  integration.at(
                      inventory.ids().next(),
                      new Former(integration.endpointId(), until.toString()))));
        });
  }

  private Outcome draft(String name, Found found, RouteFile file) throws IOException {
    for (String id : file.endpointIds()) {
      Optional<String> owner = inventory.ids().owner(id).filter(other -> !other.equals(name));
      if (owner.isPresent()) {
        return new Outcome.Faulty(
            List.of(new Fault("/endpointId", "is, or was, that of '" + owner.get() + "'")));
      }
    }
    return apply(name, inventory.edit(name, found).draft(file), List.of());
  }

  private Outcome apply(String name, Inventory.Editing edit, List<Finding> warnings)
      throws IOException {
    edit.apply();
    return new Outcome.Changed(inventory.find(name).entry(name), warnings);
  }

  private static List<Fault> textFaults(String name, RouteFile file) {
    Faults faults = new Faults();
    faults.at("name").name(name, "cart-abandoned");
    faults.at("text").whole(file.text(), LONGEST_TEXT);
    if (file.template() != null) {
      file.template().check(faults.at("template"));
      if (RouteFile.template(file.text(), name).stream()
          .noneMatch(format -> format == file.template().format())) {
        faults
            .at("template")
            .add("is not used; write 'to: jinjava:" + file.template().format().file(name) + "'");
      }
    }
    return faults.all();
  }

  private static Outcome refuse(Customised customised) {
    return new Outcome.Refused(
        "customised",
        "the route file is customised and edited as text: line "
            + customised.line()
            + ": "
            + customised.reason());
  }

  private static Outcome readOnly() {
    return new Outcome.Refused(
        "read-only",
        "the folder of the route files cannot be written to; remove the file where it comes from");
  }

  private static Outcome conflict() {
    return new Outcome.Conflict("it was changed since it was read; read it again");
  }

  private Optional<Found> look(String name) throws IOException {
    return Faults.isName(name)
        ? Optional.of(inventory.find(name)).filter(found -> !found.isEmpty())
        : Optional.empty();
  }

  private Outcome change(String name, String etag, Work<Found, Outcome> work) {
    return locked(
        () -> {
          Optional<Found> found = look(name);
          if (found.isEmpty()) {
            return new Outcome.Gone();
          }
          return found.get().entry(name).etag().equals(etag) ? work.of(found.get()) : conflict();
        });
  }

  private <T> T locked(Reading<T> work) {
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
  private interface Reading<T> {
    T result() throws IOException;
  }

  @FunctionalInterface
  private interface Work<A, T> {
    T of(A input) throws IOException;
  }
}
