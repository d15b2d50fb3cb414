package incoming.console;

import incoming.integration.Entry;
import incoming.integration.Integration;
import incoming.integration.RouteFile;
import incoming.integration.Version;
import incoming.route.IntegrationState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An integration as the API shows it.
 *
 * @param endpoint where it is posted to: the address where the settings have {@code
 *     incoming.public-url}, else the path
 * @param published what is in the folder of the route files; left out when nothing is
 * @param draft of its next version; left out when there is none
 * @param running the version that serves requests; left out when none does
 * @param refused why the published file does not run as it is
 * @param warnings what a lint says of what was published by this call
 */
record IntegrationView(
    String name,
    String etag,
    String endpoint,
    Side published,
    Side draft,
    Running running,
    String refused,
    List<FindingView> warnings) {

  /** What one file says: all of it, or why a form cannot show it. */
  record Side(Integration integration, Customised customised) {
    static Side of(Entry.Stored stored) {
      Customised customised =
          stored.shape() instanceof RouteFile.Customised why
              ? new Customised(why.line(), why.reason())
              : null;
      return new Side(stored.integration().orElse(null), customised);
    }
  }

  /** Why a file is edited as text only. */
  record Customised(int line, String reason) {}

  /** What serves requests. */
  record Running(int version, String hash, String loadedAt, boolean lastGood) {
    static Running of(IntegrationState.Running running) {
      return new Running(
          running.version(), running.hash(), running.loadedAt().toString(), running.lastGood());
    }
  }

  /** Both files as text. */
  record Files(String name, String etag, RouteFile published, RouteFile draft) {
    static Files of(Entry entry) {
      return new Files(
          entry.name(),
          entry.etag(),
          entry.published().map(Entry.Stored::file).orElse(null),
          entry.draft().map(Entry.Stored::file).orElse(null));
    }
  }

  /** An integration in a list. */
  record Row(
      String name,
      String etag,
      String description,
      String icon,
      String endpoint,
      boolean published,
      boolean draft,
      boolean customised,
      Running running,
      String refused) {}

  /** A page of the list. */
  record Listed(List<Row> integrations, String next) {}

  /** The versions of an integration, the newest first. */
  record Versions(List<VersionRow> versions) {
    static Versions of(List<Version> versions) {
      return new Versions(
          versions.stream()
              .map(
                  version ->
                      new VersionRow(
                          version.number(),
                          Instant.ofEpochMilli(version.time()).toString(),
                          version.by()))
              .toList());
    }
  }

  /** One of them; {@code by} is empty for what was put into the folder by hand. */
  record VersionRow(int number, String time, String by) {}

  /** One of them with its files. */
  record VersionShown(int number, String time, String by, RouteFile files) {
    static VersionShown of(Version version) {
      return new VersionShown(
          version.number(),
          Instant.ofEpochMilli(version.time()).toString(),
          version.by(),
          version.file());
    }
  }

  static IntegrationView of(
      Entry entry, String publicUrl, Optional<IntegrationState> state, List<FindingView> warnings) {
    return new IntegrationView(
        entry.name(),
        entry.etag(),
        endpoint(entry, publicUrl),
        entry.published().map(Side::of).orElse(null),
        entry.draft().map(Side::of).orElse(null),
        running(state),
        refused(state),
        warnings.isEmpty() ? null : warnings);
  }

  static Row row(Entry entry, String publicUrl, Optional<IntegrationState> state) {
    Entry.Stored current = entry.current();
    return new Row(
        entry.name(),
        entry.etag(),
        current.integration().map(Integration::description).orElse(null),
        current.integration().map(Integration::icon).orElse(null),
        endpoint(entry, publicUrl),
        entry.published().isPresent(),
        entry.draft().isPresent(),
        current.integration().isEmpty(),
        running(state),
        refused(state));
  }

  private static Running running(Optional<IntegrationState> state) {
    return state.flatMap(IntegrationState::running).map(Running::of).orElse(null);
  }

  private static String refused(Optional<IntegrationState> state) {
    return state.flatMap(IntegrationState::problem).orElse(null);
  }

  private static String endpoint(Entry entry, String publicUrl) {
    return entry.current().file().endpointIds().stream()
        .findFirst()
        .map(id -> publicUrl + "/in/" + id)
        .orElse(null);
  }
}
