package incoming.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.route.Finding;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What is done in the folder of the route files, once it is certain that nobody has changed what
 * was read. For one thread at a time.
 */
final class Publishing {
  private final Inventory inventory;
  private final BiFunction<String, Map<String, byte[]>, List<Finding>> lint;
  private final InstantSource clock;

  /**
   * Publishing of what {@code lint} has no error in.
   *
   * @param lint gets the name of a route file, and it and its template by their names
   */
  Publishing(
      Inventory inventory,
      BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
      InstantSource clock) {
    this.inventory = inventory;
    this.lint = lint;
    this.clock = clock;
  }

  /** The draft takes the place of what is published. */
  Outcome publish(String name, Found found, String by) throws IOException {
    if (found.draft().isEmpty()) {
      return new Outcome.Refused("nothing-to-publish", "there is no draft");
    } else if (inventory.isDraftOutdated(name, found)) {
      return new Outcome.Conflict(
          "what is published was changed after the draft was saved; save the draft again to put it"
              + " in its place, or discard it");
    }
    Kept draft = found.draft().get();
    List<Fault> missing =
        draft.stored(name).integration().map(Integration::missing).orElse(List.of());
    if (!missing.isEmpty()) {
      return new Outcome.Faulty(missing);
    }
    Map<String, String> files = Folder.contents(name, draft.file());
    List<Finding> findings = check(name, files);
    if (findings.stream().anyMatch(Finding::isError)) {
      return new Outcome.Findings(findings);
    } else if (!inventory.canPublish(name, draft.file())) {
      return new Outcome.ReadOnly(files);
    }
    return inventory
        .edit(name, found)
        .publish(draft.file(), clock.millis(), by)
        .withoutDraft(false)
        .apply(findings);
  }

  private List<Finding> check(String name, Map<String, String> files) {
    Map<String, byte[]> candidate = new HashMap<>();
    files.forEach((file, text) -> candidate.put(file, text.getBytes(UTF_8)));
    return lint.apply(Folder.routeFile(name), candidate);
  }

  /** Nothing is published; what was, is the draft unless there is another. */
  Outcome unpublish(String name, Found found) throws IOException {
    if (found.published().isEmpty()) {
      return new Outcome.Refused("not-published", "nothing of it is published");
    } else if (!canRemove(name, found)) {
      return readOnly();
    } else if (found.draft().isEmpty() && !found.published().get().isText()) {
      return new Outcome.Refused(
          "not-text", "it or its template is not UTF-8 text, and would not be the same as a draft");
    }
    Inventory.Editing edit = inventory.edit(name, found).unpublish(clock.millis());
    return found.draft().isPresent()
        ? edit.apply()
        : edit.draft(found.published().get().file()).apply();
  }

  /** Nothing is left but the versions. */
  Outcome delete(String name, Found found, String repeated) throws IOException {
    if (!name.equals(repeated)) {
      return new Outcome.Faulty(List.of(new Fault("/name", "repeat '" + name + "' to delete it")));
    } else if (!canRemove(name, found)) {
      return readOnly();
    }
    inventory.edit(name, found).unpublish(clock.millis()).withoutDraft(true).apply();
    return new Outcome.Deleted();
  }

  private boolean canRemove(String name, Found found) {
    return found.published().stream().allMatch(kept -> inventory.canPublish(name, kept.file()));
  }

  private static Outcome readOnly() {
    return new Outcome.Refused(
        "read-only",
        "the folder of the route files cannot be written to; remove the file where it comes from");
  }
}
