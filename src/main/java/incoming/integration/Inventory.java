package incoming.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;

import incoming.route.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about integrations that is on disk: what is published, the drafts, the versions that
 * were published, and the endpoint ids that were ever given out.
 *
 * <p>Below the folder of all state, {@code drafts/<name>/} has a draft, {@code versions/<name>/}
 * what was published. For one thread at a time.
 */
final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

  private static final String ROUTES = "routes";
  private static final String DRAFTS = "drafts";
  private static final String DATA = "data";

  /** The digest of what was published when a draft was saved, beside the draft. */
  private static final String BASE = "base";

  /** What Retrieve data has caught, beside the draft. */
  private static final String SAMPLE = "sample.json";

  private final Folder published;
  private final Folder drafts;
  private final Versions versions;
  private final EndpointIds ids;
  private final Changes changes;
  private final Set<String> unreadable = new HashSet<>();

  Inventory(Path routes, Path data, Disk disk) {
    Path routeFolder = routes.toAbsolutePath().normalize();
    Path state = data.toAbsolutePath().normalize();
    this.published = new Folder(disk, ROUTES, routeFolder, false);
    this.drafts = new Folder(disk, DRAFTS, state.resolve(DRAFTS), true);
    this.versions = new Versions(disk, state.resolve(Versions.FOLDER));
    this.ids = new EndpointIds(disk, state.resolve(EndpointIds.FILE));
    this.changes =
        new Changes(
            disk,
            state.resolve("unfinished.json"),
            Map.of(
                ROUTES,
                routeFolder,
                DRAFTS,
                state.resolve(DRAFTS),
                Versions.FOLDER,
                state.resolve(Versions.FOLDER),
                DATA,
                state));
  }

  private NavigableSet<String> names() throws IOException {
    NavigableSet<String> names = new TreeSet<>(published.names());
    names.addAll(drafts.names());
    return names;
  }

  /**
   * At most {@code limit} integrations behind {@code after} in the order of their names. One that
   * cannot be read is left out, and told in the log: what is wrong with one file is not to hide the
   * others.
   */
  List<Entry> page(String after, int limit) throws IOException {
    List<Entry> page = new ArrayList<>();
    for (String name : names().tailSet(after, false)) {
      if (page.size() == limit) {
        break;
      }
      readable(name).ifPresent(page::add);
    }
    return page;
  }

  /** The first integration that is at {@code endpointId}. */
  Optional<Entry> findByEndpoint(String endpointId) throws IOException {
    for (String name : names()) {
      Optional<Entry> entry = readable(name).filter(one -> one.isAt(endpointId));
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }

  /** Empty as well when somebody has deleted it a moment ago. */
  private Optional<Entry> readable(String name) {
    try {
      Optional<Entry> entry =
          Optional.of(find(name)).filter(found -> !found.isEmpty()).map(found -> found.entry(name));
      unreadable.remove(name);
      return entry;
    } catch (IOException e) {
      if (unreadable.add(name)) {
        LOG.warn("{}: is left out, since it cannot be read: {}", name, e.toString());
      }
      return Optional.empty();
    }
  }

  Found find(String name) throws IOException {
    return new Found(published.find(name), drafts.find(name));
  }

  Versions versions() {
    return versions;
  }

  /** An id that no endpoint ever had. */
  String newEndpointId() throws IOException {
    return ids.next();
  }

  /**
   * The integration that has, or had, the endpoint {@code id}; also one that somebody has put into
   * the folder of the route files by hand.
   */
  Optional<String> owner(String id) throws IOException {
    Optional<String> noted = ids.owner(id);
    return noted.isPresent() ? noted : findByEndpoint(id).map(Entry::name);
  }

  /** Whether {@code file} can be put into the folder of the route files. */
  boolean canPublish(String name, RouteFile file) {
    return published.isWritable(name, file);
  }

  /** Whether what is published was changed by others since the draft was saved. */
  boolean isDraftOutdated(String name, Found found) throws IOException {
    String base =
        drafts.readBeside(name, BASE).map(bytes -> new String(bytes, US_ASCII)).orElse("");
    return !base.equals(Digest.of(found.published()));
  }

  /** Finishes what a crash has left. */
  void recover() throws IOException {
    changes.recover();
  }

  /** Changes of one integration, done together by {@link Editing#apply}. */
  Editing edit(String name, Found found) {
    return new Editing(name, found);
  }

  /** One change of one integration in the making. */
  final class Editing {
    private final Changes.Change change = changes.begin();
    private final Set<String> endpoints = new TreeSet<>();
    private final String name;
    private final Found found;
    private Optional<Kept> remaining;

    private Editing(String name, Found found) {
      this.name = name;
      this.found = found;
      this.remaining = found.published();
    }

    /** There will be this draft, over what is published by then. */
    Editing draft(RouteFile file) throws IOException {
      drafts.put(change, name, file, found.draft());
      base();
      return note(file);
    }

    /** There will be no draft; what was caught for it stays unless it is forgotten. */
    Editing withoutDraft(boolean forget) throws IOException {
      if (found.draft().isPresent()) {
        drafts.remove(change, name, found.draft().get());
      }
      change.delete(DRAFTS, drafts.beside(name, BASE));
      if (forget) {
        change.delete(DRAFTS, drafts.beside(name, SAMPLE));
      }
      return this;
    }

    /** This will be published, and a version; what was, is one as well. */
    Editing publish(RouteFile file, long time, String by) throws IOException {
      List<Versions.Noted> noted = new ArrayList<>();
      found.published().ifPresent(kept -> noted.add(new Versions.Noted(kept.file(), time, "")));
      noted.add(new Versions.Noted(file, time, by));
      versions.add(change, name, noted);
      published.put(change, name, file, found.published());
      found.published().ifPresent(kept -> endpoints.addAll(kept.file().endpointIds()));
      return note(file);
    }

    /** Nothing will be published; what was, is a version. */
    Editing unpublish(long time) throws IOException {
      if (found.published().isPresent()) {
        Kept kept = found.published().get();
        versions.add(change, name, List.of(new Versions.Noted(kept.file(), time, "")));
        note(kept.file());
        published.remove(change, name, kept);
        remaining = Optional.empty();
        if (found.draft().isPresent()) {
          base();
        }
      }
      return this;
    }

    /** Whoever publishes the draft later is to find what is published as it is then. */
    private void base() throws IOException {
      change.write(DRAFTS, drafts.beside(name, BASE), Digest.of(remaining).getBytes(US_ASCII));
    }

    /** Remembers the endpoints of {@code file} for ever. */
    private Editing note(RouteFile file) throws IOException {
      endpoints.addAll(file.endpointIds());
      ids.add(change, DATA, endpoints, name);
      return this;
    }

    /** Does it, and answers what is there then. */
    Outcome apply() throws IOException {
      return apply(List.of());
    }

    /** Does it in spite of {@code warnings}. */
    Outcome apply(List<Finding> warnings) throws IOException {
      change.apply();
      return new Outcome.Changed(find(name).entry(name), warnings);
    }
  }
}
